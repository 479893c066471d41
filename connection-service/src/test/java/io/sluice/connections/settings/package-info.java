/** Tests of the package of the same name. */
@NullMarked
package io.sluice.connections.settings;

import org.jspecify.annotations.NullMarked;
