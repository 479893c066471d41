/** Tests of reading windows. */
@NullMarked
package io.sluice.poller.window;

import org.jspecify.annotations.NullMarked;
