/** From a request on Kafka to the incidents and alerts of its answer. */
@NullMarked
package io.sluice.poller.answer;

import org.jspecify.annotations.NullMarked;
