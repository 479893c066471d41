/** Tests of failures and how services tell one another of them. */
@NullMarked
package io.sluice.microsoft.failure;

import org.jspecify.annotations.NullMarked;
