/** Tests. */
@NullMarked
package io.sluice.quarantine;

import org.jspecify.annotations.NullMarked;
