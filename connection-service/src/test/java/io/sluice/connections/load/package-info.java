/** Load that is put on the service by hand. */
@NullMarked
package io.sluice.connections.load;

import org.jspecify.annotations.NullMarked;
