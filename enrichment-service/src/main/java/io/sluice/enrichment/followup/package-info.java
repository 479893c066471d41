/** What is asked by itself because of what an investigation holds, and what comes of it. */
@NullMarked
package io.sluice.enrichment.followup;

import org.jspecify.annotations.NullMarked;
