/** How a capability of a connection fares, worked out of what its calls bring and told to the topic of statuses. */
@NullMarked
package io.sluice.microsoft.status;

import org.jspecify.annotations.NullMarked;
