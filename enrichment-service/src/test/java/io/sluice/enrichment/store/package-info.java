/** Tests of stores that have on the heap what is used. */
@NullMarked
package io.sluice.enrichment.store;

import org.jspecify.annotations.NullMarked;
