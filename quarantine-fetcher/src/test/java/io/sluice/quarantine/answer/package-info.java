/** Tests. */
@NullMarked
package io.sluice.quarantine.answer;

import org.jspecify.annotations.NullMarked;
