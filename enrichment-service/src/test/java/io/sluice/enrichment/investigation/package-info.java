/** What an investigation says. */
@NullMarked
package io.sluice.enrichment.investigation;

import org.jspecify.annotations.NullMarked;
