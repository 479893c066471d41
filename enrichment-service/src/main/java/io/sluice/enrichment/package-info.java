/** Correlates alerts, incidents, quarantined mail and answers into investigations. */
@NullMarked
package io.sluice.enrichment;

import org.jspecify.annotations.NullMarked;
