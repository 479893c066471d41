/** Tests of sealed credentials. */
@NullMarked
package io.sluice.connections.sealing;

import org.jspecify.annotations.NullMarked;
