/** What is kept of events. */
@NullMarked
package io.sluice.enrichment.finding;

import org.jspecify.annotations.NullMarked;
