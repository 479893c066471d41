/** Tests of Microsoft Graph. */
@NullMarked
package io.sluice.simulator.graph;

import org.jspecify.annotations.NullMarked;
