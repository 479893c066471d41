/**
 * The <code>connections</code> topic follows the database: marks left by each change, and the publisher that clears
 * them.
 */
@NullMarked
package io.sluice.connections.publication;

import org.jspecify.annotations.NullMarked;
