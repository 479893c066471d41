/** What all of Microsoft's APIs have in common: who is let in, what is counted, and how faults hit. */
@NullMarked
package io.sluice.simulator.surface;

import org.jspecify.annotations.NullMarked;
