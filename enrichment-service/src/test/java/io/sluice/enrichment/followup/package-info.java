/** What is asked, and what comes of it. */
@NullMarked
package io.sluice.enrichment.followup;

import org.jspecify.annotations.NullMarked;
