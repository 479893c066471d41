/** Tests of emitting each version once. */
@NullMarked
package io.sluice.polling.emission;

import org.jspecify.annotations.NullMarked;
