/** CloudEvents 1.0 attributes as Kafka record headers (binary content mode). */
@NullMarked
package io.sluice.contracts.event;

import org.jspecify.annotations.NullMarked;
