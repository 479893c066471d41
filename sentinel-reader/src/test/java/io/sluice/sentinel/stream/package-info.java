/** Tests of reading Sentinel's incidents and alerts. */
@NullMarked
package io.sluice.sentinel.stream;

import org.jspecify.annotations.NullMarked;
