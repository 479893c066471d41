/** Reading what changes at Microsoft, and emitting each version of it exactly once. */
@NullMarked
package io.sluice.polling;

import org.jspecify.annotations.NullMarked;
