/** Tests of Defender for Endpoint. */
@NullMarked
package io.sluice.simulator.endpoint;

import org.jspecify.annotations.NullMarked;
