/** Tests of the evidence store. */
@NullMarked
package io.sluice.quarantine.evidence;

import org.jspecify.annotations.NullMarked;
