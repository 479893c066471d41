/** HTTP calls whose answers are read as a stream by blocking code. */
@NullMarked
package io.sluice.microsoft.http;

import org.jspecify.annotations.NullMarked;
