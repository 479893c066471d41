/** Credentials at rest: encrypted before they reach the database, and never printed. */
@NullMarked
package io.sluice.connections.credentials;

import org.jspecify.annotations.NullMarked;
