/** Microsoft Graph: security incidents and alerts, users, sign-ins, the organization. */
@NullMarked
package io.sluice.simulator.graph;

import org.jspecify.annotations.NullMarked;
