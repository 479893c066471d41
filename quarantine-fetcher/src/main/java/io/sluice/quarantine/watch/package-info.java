/** How the capability quarantine of each connection fares. */
@NullMarked
package io.sluice.quarantine.watch;

import org.jspecify.annotations.NullMarked;
