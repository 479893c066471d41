/** Tests. */
@NullMarked
package io.sluice.enrichment.directory;

import org.jspecify.annotations.NullMarked;
