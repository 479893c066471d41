/** How a connection fares, capability by capability. */
@NullMarked
package io.sluice.contracts.status;

import org.jspecify.annotations.NullMarked;
