/** What enrichment-service says about investigations: what belongs together, and why. */
@NullMarked
package io.sluice.contracts.correlation;

import org.jspecify.annotations.NullMarked;
