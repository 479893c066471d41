/** Records that wait in the database until the broker has them. */
@NullMarked
package io.sluice.connections.outbox;

import org.jspecify.annotations.NullMarked;
