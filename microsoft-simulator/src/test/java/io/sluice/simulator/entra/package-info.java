/** Tests of the token service, among them with Microsoft's own client. */
@NullMarked
package io.sluice.simulator.entra;

import org.jspecify.annotations.NullMarked;
