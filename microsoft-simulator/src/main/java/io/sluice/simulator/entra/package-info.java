/** Entra ID: tokens for applications, OpenID discovery and the errors of both. */
@NullMarked
package io.sluice.simulator.entra;

import org.jspecify.annotations.NullMarked;
