/** Who is polled when, and how what a poll reads reaches the stream thread. */
@NullMarked
package io.sluice.polling.poll;

import org.jspecify.annotations.NullMarked;
