/** From Sentinel's words to OCSF, and to the identities that Defender uses. */
@NullMarked
package io.sluice.sentinel.normalize;

import org.jspecify.annotations.NullMarked;
