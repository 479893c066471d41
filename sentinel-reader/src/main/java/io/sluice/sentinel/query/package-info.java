/** What it takes to run a query and to read its rows while they arrive, whoever runs it. */
@NullMarked
package io.sluice.sentinel.query;

import org.jspecify.annotations.NullMarked;
