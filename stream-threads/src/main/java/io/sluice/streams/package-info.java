/** As many threads of Kafka Streams as there should be. */
@NullMarked
package io.sluice.streams;

import org.jspecify.annotations.NullMarked;
