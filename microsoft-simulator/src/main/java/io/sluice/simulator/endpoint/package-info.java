/** Defender for Endpoint: devices and the files of live response. */
@NullMarked
package io.sluice.simulator.endpoint;

import org.jspecify.annotations.NullMarked;
