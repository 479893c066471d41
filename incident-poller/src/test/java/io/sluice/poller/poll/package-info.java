/** Tests of what is polled. */
@NullMarked
package io.sluice.poller.poll;

import org.jspecify.annotations.NullMarked;
