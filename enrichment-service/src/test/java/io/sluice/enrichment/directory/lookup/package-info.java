/** Tests. */
@NullMarked
package io.sluice.enrichment.directory.lookup;

import org.jspecify.annotations.NullMarked;
