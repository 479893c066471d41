/** What tests of the surfaces share. */
@NullMarked
package io.sluice.simulator;

import org.jspecify.annotations.NullMarked;
