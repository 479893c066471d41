/** The connections themselves: what they are, where they are stored, and how they change. */
@NullMarked
package io.sluice.connections.registry;

import org.jspecify.annotations.NullMarked;
