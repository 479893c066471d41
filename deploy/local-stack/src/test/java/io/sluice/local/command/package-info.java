/** Tests of what the commands print. */
@NullMarked
package io.sluice.local.command;

import org.jspecify.annotations.NullMarked;
