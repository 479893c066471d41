/** Tests of Defender for Cloud Apps. */
@NullMarked
package io.sluice.simulator.cloudapps;

import org.jspecify.annotations.NullMarked;
