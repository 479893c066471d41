/** Bearer tokens from the local identity provider. */
@NullMarked
package io.sluice.local.identity;

import org.jspecify.annotations.NullMarked;
