/** Microsoft's clouds: where their interfaces are and which tokens they want. */
@NullMarked
package io.sluice.microsoft.cloud;

import org.jspecify.annotations.NullMarked;
