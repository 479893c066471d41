/** Tests of the package of the same name. */
@NullMarked
package io.sluice.connections.registry;

import org.jspecify.annotations.NullMarked;
