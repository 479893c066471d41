/** Tests of how statuses are worked out. */
@NullMarked
package io.sluice.microsoft.status;

import org.jspecify.annotations.NullMarked;
