@NullMarked
package io.sluice.enrichment.graph;

import org.jspecify.annotations.NullMarked;
