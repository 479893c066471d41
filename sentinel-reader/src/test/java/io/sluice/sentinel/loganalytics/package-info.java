/** Tests. */
@NullMarked
package io.sluice.sentinel.loganalytics;

import org.jspecify.annotations.NullMarked;
