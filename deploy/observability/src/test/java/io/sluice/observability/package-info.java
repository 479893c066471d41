/** Alert rules and dashboards: what they say is tried by Prometheus' own tool, what they name is there. */
@NullMarked
package io.sluice.observability;

import org.jspecify.annotations.NullMarked;
