/** What an investigation says, and what is different from what it said before. */
@NullMarked
package io.sluice.enrichment.investigation;

import org.jspecify.annotations.NullMarked;
