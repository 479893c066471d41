/** Tests. */
@NullMarked
package io.sluice.enrichment.directory.stack;

import org.jspecify.annotations.NullMarked;
