/** Tests of text. */
@NullMarked
package io.sluice.local.text;

import org.jspecify.annotations.NullMarked;
