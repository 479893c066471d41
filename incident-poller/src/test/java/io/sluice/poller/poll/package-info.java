/** Tests of polls and their schedule. */
@NullMarked
package io.sluice.poller.poll;

import org.jspecify.annotations.NullMarked;
