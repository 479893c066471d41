/** Tests of how connections are shown to fare. */
@NullMarked
package io.sluice.connections.status;

import org.jspecify.annotations.NullMarked;
