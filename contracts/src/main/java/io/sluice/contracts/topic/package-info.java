/** The Kafka topics: their names, layout and keys, said once for code, documents and deployment. */
@NullMarked
package io.sluice.contracts.topic;

import org.jspecify.annotations.NullMarked;
