/** Keeps the bytes of mail: encrypted, written once, named by tenant and digest, for a limited time. */
@NullMarked
package io.sluice.quarantine.evidence;

import org.jspecify.annotations.NullMarked;
