/** Requests on Kafka, each answered exactly once. */
@NullMarked
package io.sluice.requests;

import org.jspecify.annotations.NullMarked;
