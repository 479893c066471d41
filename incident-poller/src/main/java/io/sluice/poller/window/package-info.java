/** Reading a span of time completely, whatever size its pages have. */
@NullMarked
package io.sluice.poller.window;

import org.jspecify.annotations.NullMarked;
