/** From Defender's words to OCSF. */
@NullMarked
package io.sluice.poller.normalize;

import org.jspecify.annotations.NullMarked;
