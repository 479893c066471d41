/** Requests to Sluice as any client of Kafka writes them, and their answers. */
@NullMarked
package io.sluice.local.request;

import org.jspecify.annotations.NullMarked;
