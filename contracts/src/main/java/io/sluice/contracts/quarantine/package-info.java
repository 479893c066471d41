/** Requests for quarantined mail, and what comes of them. */
@NullMarked
package io.sluice.contracts.quarantine;

import org.jspecify.annotations.NullMarked;
