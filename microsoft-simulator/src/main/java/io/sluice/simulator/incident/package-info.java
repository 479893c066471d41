/** Incidents and alerts as they stand at one moment, and how they look as JSON. */
@NullMarked
package io.sluice.simulator.incident;

import org.jspecify.annotations.NullMarked;
