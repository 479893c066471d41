/** Tests of emitting each version once. */
@NullMarked
package io.sluice.poller.emission;

import org.jspecify.annotations.NullMarked;
