/** What a request for quarantined mail comes to. */
@NullMarked
package io.sluice.quarantine.answer;

import org.jspecify.annotations.NullMarked;
