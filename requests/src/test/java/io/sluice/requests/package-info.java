/** Tests. */
@NullMarked
package io.sluice.requests;

import org.jspecify.annotations.NullMarked;
