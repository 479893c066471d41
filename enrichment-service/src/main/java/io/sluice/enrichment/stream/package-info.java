/** From the topics through the graph to the topics: the way of every event. */
@NullMarked
package io.sluice.enrichment.stream;

import org.jspecify.annotations.NullMarked;
