/** What the service needs around it, for tests: a database, a broker, an identity provider and Entra ID. */
@NullMarked
package io.sluice.connections.stack;

import org.jspecify.annotations.NullMarked;
