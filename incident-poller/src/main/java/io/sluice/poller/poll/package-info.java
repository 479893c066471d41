/** Who is polled when, and how what a poll reads reaches the stream thread. */
@NullMarked
package io.sluice.poller.poll;

import org.jspecify.annotations.NullMarked;
