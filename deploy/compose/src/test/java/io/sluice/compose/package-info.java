/** What {@code docker-compose.yml} says, compared with the services. */
@NullMarked
package io.sluice.compose;

import org.jspecify.annotations.NullMarked;
