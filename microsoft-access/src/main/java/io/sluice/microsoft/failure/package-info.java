/** The closed set of ways in which a call to Microsoft fails. */
@NullMarked
package io.sluice.microsoft.failure;

import org.jspecify.annotations.NullMarked;
