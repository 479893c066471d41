/** What Microsoft's parser says of the queries that this module ships. */
@NullMarked
package io.sluice.sentinel.kql;

import org.jspecify.annotations.NullMarked;
