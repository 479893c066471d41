/** What is on the topics, reduced to what correlation and its records need. */
@NullMarked
package io.sluice.enrichment.finding;

import org.jspecify.annotations.NullMarked;
