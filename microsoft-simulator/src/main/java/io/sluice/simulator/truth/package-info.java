/** What the API showed when, kept completely and told on the control port. */
@NullMarked
package io.sluice.simulator.truth;

import org.jspecify.annotations.NullMarked;
