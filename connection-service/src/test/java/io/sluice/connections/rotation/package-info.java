/** Tests of the package of the same name. */
@NullMarked
package io.sluice.connections.rotation;

import org.jspecify.annotations.NullMarked;
