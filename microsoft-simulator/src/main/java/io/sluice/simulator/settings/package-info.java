/** What can be set, with defaults: everything under sluice.simulator. */
@NullMarked
package io.sluice.simulator.settings;

import org.jspecify.annotations.NullMarked;
