/** Tests of who and what a finding names. */
@NullMarked
package io.sluice.enrichment.entity;

import org.jspecify.annotations.NullMarked;
