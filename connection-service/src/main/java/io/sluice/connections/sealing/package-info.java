/** Credentials sealed for a public key, so that a fleet of connections can be kept in Git. */
@NullMarked
package io.sluice.connections.sealing;

import org.jspecify.annotations.NullMarked;
