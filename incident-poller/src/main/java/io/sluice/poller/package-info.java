/** Wires the poller: settings, clients, the topology. */
@NullMarked
package io.sluice.poller;

import org.jspecify.annotations.NullMarked;
