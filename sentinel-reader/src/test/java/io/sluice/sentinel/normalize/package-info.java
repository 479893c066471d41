/** Tests of the way from Sentinel's words to OCSF. */
@NullMarked
package io.sluice.sentinel.normalize;

import org.jspecify.annotations.NullMarked;
