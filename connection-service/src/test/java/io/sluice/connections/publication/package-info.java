/** Tests of the package of the same name. */
@NullMarked
package io.sluice.connections.publication;

import org.jspecify.annotations.NullMarked;
