/** Tests of the client of the control API. */
@NullMarked
package io.sluice.local.simulator;

import org.jspecify.annotations.NullMarked;
