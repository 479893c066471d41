/** connection-service's public API, as an operator uses it. */
@NullMarked
package io.sluice.local.connections;

import org.jspecify.annotations.NullMarked;
