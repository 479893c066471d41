/** Tests. */
@NullMarked
package io.sluice.quarantine.watch;

import org.jspecify.annotations.NullMarked;
