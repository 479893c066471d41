/** Which findings belong together: a pure function of what is stored. */
@NullMarked
package io.sluice.enrichment.graph;

import org.jspecify.annotations.NullMarked;
