/** An HTTP server for tests of clients. */
@NullMarked
package io.sluice.server;

import org.jspecify.annotations.NullMarked;
