/** {@code ./sluice connections}: what operators do with connections, over connection-service's public API alone. */
@NullMarked
package io.sluice.local.command.connections;

import org.jspecify.annotations.NullMarked;
