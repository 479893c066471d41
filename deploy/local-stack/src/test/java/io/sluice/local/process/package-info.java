/** Tests with real processes. */
@NullMarked
package io.sluice.local.process;

import org.jspecify.annotations.NullMarked;
