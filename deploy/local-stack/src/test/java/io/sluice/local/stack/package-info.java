/** Tests of what is checked before a stack starts. */
@NullMarked
package io.sluice.local.stack;

import org.jspecify.annotations.NullMarked;
