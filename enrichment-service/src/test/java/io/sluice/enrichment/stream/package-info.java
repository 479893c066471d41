/** Tests of the whole way from events to investigations. */
@NullMarked
package io.sluice.enrichment.stream;

import org.jspecify.annotations.NullMarked;
