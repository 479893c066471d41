/** The program behind ./sluice: runs all of Sluice on one machine and looks into it. */
@NullMarked
package io.sluice.local;

import org.jspecify.annotations.NullMarked;
