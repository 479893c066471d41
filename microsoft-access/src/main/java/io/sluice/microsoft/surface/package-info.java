/** Calls of an interface for a connection: its address, its token, and a fresh one where that is refused. */
@NullMarked
package io.sluice.microsoft.surface;

import org.jspecify.annotations.NullMarked;
