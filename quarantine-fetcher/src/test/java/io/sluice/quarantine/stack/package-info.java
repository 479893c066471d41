/** What the running service needs around it: Kafka and an identity provider. */
@NullMarked
package io.sluice.quarantine.stack;

import org.jspecify.annotations.NullMarked;
