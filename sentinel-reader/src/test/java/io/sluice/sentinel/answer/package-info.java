/** Tests. */
@NullMarked
package io.sluice.sentinel.answer;

import org.jspecify.annotations.NullMarked;
