/** The commands that ask for incidents as they are at Microsoft now. */
@NullMarked
package io.sluice.local.command.incident;

import org.jspecify.annotations.NullMarked;
