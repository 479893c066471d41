/** Tests of the commands that ask and wait. */
@NullMarked
package io.sluice.local.command.fetch;

import org.jspecify.annotations.NullMarked;
