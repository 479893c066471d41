/** Connections to Microsoft tenants, their credentials, and the access tokens that other services ask for. */
@NullMarked
package io.sluice.connections;

import org.jspecify.annotations.NullMarked;
