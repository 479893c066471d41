/** The commands that ask for something and wait for the answer. */
@NullMarked
package io.sluice.local.command.fetch;

import org.jspecify.annotations.NullMarked;
