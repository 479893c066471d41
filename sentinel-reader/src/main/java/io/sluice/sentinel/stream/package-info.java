/** Sentinel's incidents and alerts as a stream: which plane of Azure is read, and how. */
@NullMarked
package io.sluice.sentinel.stream;

import org.jspecify.annotations.NullMarked;
