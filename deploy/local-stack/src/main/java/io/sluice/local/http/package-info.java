/** How the services of this machine are called over HTTP. */
@NullMarked
package io.sluice.local.http;

import org.jspecify.annotations.NullMarked;
