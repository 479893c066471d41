/** How a capability that is used on request fares, connection by connection. */
@NullMarked
package io.sluice.requests.watch;

import org.jspecify.annotations.NullMarked;
