/** Access tokens from Entra ID, asked for once, kept while they are fresh; the only place that knows MSAL4J. */
@NullMarked
package io.sluice.connections.tokens;

import org.jspecify.annotations.NullMarked;
