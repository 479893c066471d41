/**
 * An interpreter of the Kusto query language, as strict as the real service: what it does not know is refused, never
 * answered in another way.
 */
@NullMarked
package io.sluice.simulator.kql;

import org.jspecify.annotations.NullMarked;
