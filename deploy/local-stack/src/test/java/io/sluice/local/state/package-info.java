/** Tests of the stack's state file. */
@NullMarked
package io.sluice.local.state;

import org.jspecify.annotations.NullMarked;
