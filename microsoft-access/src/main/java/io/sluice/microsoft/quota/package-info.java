/** The limits that Microsoft sets for each tenant and interface. */
@NullMarked
package io.sluice.microsoft.quota;

import org.jspecify.annotations.NullMarked;
