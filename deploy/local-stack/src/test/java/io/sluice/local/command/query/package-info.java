/** Tests of the command that asks. */
@NullMarked
package io.sluice.local.command.query;

import org.jspecify.annotations.NullMarked;
