/** The token by which a service identifies itself to connection-service. */
@NullMarked
package io.sluice.login;

import org.jspecify.annotations.NullMarked;
