/** The comparison of what is on the topics with the simulator's truth. */
@NullMarked
package io.sluice.local.check;

import org.jspecify.annotations.NullMarked;
