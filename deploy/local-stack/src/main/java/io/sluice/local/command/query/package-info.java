/** The command that asks Sentinel and advanced hunting. */
@NullMarked
package io.sluice.local.command.query;

import org.jspecify.annotations.NullMarked;
