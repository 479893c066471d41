/** Text of strangers, made harmless for a terminal. */
@NullMarked
package io.sluice.local.text;

import org.jspecify.annotations.NullMarked;
