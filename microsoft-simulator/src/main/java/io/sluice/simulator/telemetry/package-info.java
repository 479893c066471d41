/**
 * What Microsoft's products log about a tenant: sign-ins, mail, clicks, processes, files, changes. It follows from the
 * same organisation and the same attacks as everything else.
 */
@NullMarked
package io.sluice.simulator.telemetry;

import org.jspecify.annotations.NullMarked;
