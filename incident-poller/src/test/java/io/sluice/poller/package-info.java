/** Tests of the poller as a whole. */
@NullMarked
package io.sluice.poller;

import org.jspecify.annotations.NullMarked;
