/** Tests of the package of the same name. */
@NullMarked
package io.sluice.connections.tokens;

import org.jspecify.annotations.NullMarked;
