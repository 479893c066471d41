/** Tests of how the services of this machine are called. */
@NullMarked
package io.sluice.local.http;

import org.jspecify.annotations.NullMarked;
