/** The Defender XDR incidents API: asking for a page and taking its answer apart. */
@NullMarked
package io.sluice.poller.defender;

import org.jspecify.annotations.NullMarked;
