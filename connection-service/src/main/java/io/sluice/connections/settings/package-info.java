/** What an operator can set, with its defaults. */
@NullMarked
package io.sluice.connections.settings;

import org.jspecify.annotations.NullMarked;
