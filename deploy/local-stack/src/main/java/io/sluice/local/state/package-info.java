/** What is known about the running stack, in a file, so that other commands and the next run find it. */
@NullMarked
package io.sluice.local.state;

import org.jspecify.annotations.NullMarked;
