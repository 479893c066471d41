/** Tests of the package of the same name. */
@NullMarked
package io.sluice.connections.rest;

import org.jspecify.annotations.NullMarked;
