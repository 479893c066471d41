/** Tests of clouds. */
@NullMarked
package io.sluice.microsoft.cloud;

import org.jspecify.annotations.NullMarked;
