/** Tests. */
@NullMarked
package io.sluice.requests.watch;

import org.jspecify.annotations.NullMarked;
