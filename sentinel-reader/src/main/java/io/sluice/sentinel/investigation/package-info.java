/** The named investigations: the text that each one is for its parameters, the time and the engine that runs it. */
@NullMarked
package io.sluice.sentinel.investigation;

import org.jspecify.annotations.NullMarked;
