/** Incidents and alerts that were asked for, for people. */
@NullMarked
package io.sluice.local.incident;

import org.jspecify.annotations.NullMarked;
