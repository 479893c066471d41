/** Tests of limits. */
@NullMarked
package io.sluice.microsoft.quota;

import org.jspecify.annotations.NullMarked;
