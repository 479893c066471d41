/** Tests. */
@NullMarked
package io.sluice.sentinel.hunting;

import org.jspecify.annotations.NullMarked;
