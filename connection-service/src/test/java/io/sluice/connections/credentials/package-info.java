/** Tests of the package of the same name. */
@NullMarked
package io.sluice.connections.credentials;

import org.jspecify.annotations.NullMarked;
