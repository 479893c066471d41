/** Reading a span of time completely, whatever size its pages have. */
@NullMarked
package io.sluice.polling.window;

import org.jspecify.annotations.NullMarked;
