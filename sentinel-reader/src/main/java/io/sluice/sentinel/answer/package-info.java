/** From a question on Kafka to the rows of its answer. */
@NullMarked
package io.sluice.sentinel.answer;

import org.jspecify.annotations.NullMarked;
