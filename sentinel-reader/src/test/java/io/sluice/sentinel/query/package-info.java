/** Tests. */
@NullMarked
package io.sluice.sentinel.query;

import org.jspecify.annotations.NullMarked;
