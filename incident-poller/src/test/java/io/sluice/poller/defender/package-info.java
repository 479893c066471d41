/** Tests of taking pages apart. */
@NullMarked
package io.sluice.poller.defender;

import org.jspecify.annotations.NullMarked;
