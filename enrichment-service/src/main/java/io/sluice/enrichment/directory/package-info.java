/** From a request for a user or a device on Kafka to what the tenant's directory says. */
@NullMarked
package io.sluice.enrichment.directory;

import org.jspecify.annotations.NullMarked;
