/** Tests. */
@NullMarked
package io.sluice.enrichment.stack;

import org.jspecify.annotations.NullMarked;
