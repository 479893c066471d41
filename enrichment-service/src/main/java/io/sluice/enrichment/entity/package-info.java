/** Who and what a finding names, in canonical form, so that the same thing is known again wherever it was seen. */
@NullMarked
package io.sluice.enrichment.entity;

import org.jspecify.annotations.NullMarked;
