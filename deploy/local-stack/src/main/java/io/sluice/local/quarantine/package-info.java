/** Requests for quarantined mail as any client makes them, and their answers for people. */
@NullMarked
package io.sluice.local.quarantine;

import org.jspecify.annotations.NullMarked;
