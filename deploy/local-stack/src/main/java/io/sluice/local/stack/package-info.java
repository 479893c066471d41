/** The parts of the stack, the order in which they start, and the supervisor that keeps them running. */
@NullMarked
package io.sluice.local.stack;

import org.jspecify.annotations.NullMarked;
