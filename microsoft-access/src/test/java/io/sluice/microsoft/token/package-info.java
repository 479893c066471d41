/** Tests of kept tokens. */
@NullMarked
package io.sluice.microsoft.token;

import org.jspecify.annotations.NullMarked;
