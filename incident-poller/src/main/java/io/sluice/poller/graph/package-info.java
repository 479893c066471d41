/** Incidents and alerts of Microsoft Graph: asking for them, whole, in spite of what Graph does at times. */
@NullMarked
package io.sluice.poller.graph;

import org.jspecify.annotations.NullMarked;
