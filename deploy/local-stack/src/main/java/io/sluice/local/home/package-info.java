/** Where a clone keeps its state, and at which ports its stack listens. */
@NullMarked
package io.sluice.local.home;

import org.jspecify.annotations.NullMarked;
