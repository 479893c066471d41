/** Wires the fetcher: settings, clients, channels. */
@NullMarked
package io.sluice.quarantine;

import org.jspecify.annotations.NullMarked;
