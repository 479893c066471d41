/** Investigations as any client of Kafka reads them, for people: a list, one of them as text, its graph. */
@NullMarked
package io.sluice.local.investigation;

import org.jspecify.annotations.NullMarked;
