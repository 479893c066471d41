/** The named investigations: which questions there are, what they want to know, and what their answers tell. */
@NullMarked
package io.sluice.contracts.investigation;

import org.jspecify.annotations.NullMarked;
