/** How the connections fare: what all services say on the topic of statuses, kept in memory and shown. */
@NullMarked
package io.sluice.connections.status;

import org.jspecify.annotations.NullMarked;
