/** Tests of the commands that show investigations. */
@NullMarked
package io.sluice.local.command.investigation;

import org.jspecify.annotations.NullMarked;
