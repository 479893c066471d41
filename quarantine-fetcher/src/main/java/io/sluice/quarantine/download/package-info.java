/** Hands evidence out over HTTP, to analysts, and writes down to whom. */
@NullMarked
package io.sluice.quarantine.download;

import org.jspecify.annotations.NullMarked;
