/** State stores of Kafka Streams within fixed memory. */
@NullMarked
package io.sluice.rocksdb;

import org.jspecify.annotations.NullMarked;
