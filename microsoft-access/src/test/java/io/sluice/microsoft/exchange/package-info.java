/** Tests. */
@NullMarked
package io.sluice.microsoft.exchange;

import org.jspecify.annotations.NullMarked;
