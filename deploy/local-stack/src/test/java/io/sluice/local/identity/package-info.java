/** Tests of roles and tokens. */
@NullMarked
package io.sluice.local.identity;

import org.jspecify.annotations.NullMarked;
