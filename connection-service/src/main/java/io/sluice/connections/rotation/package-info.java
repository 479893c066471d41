/** New credentials beside the old: stored, tried at Entra ID, and only then in use. */
@NullMarked
package io.sluice.connections.rotation;

import org.jspecify.annotations.NullMarked;
