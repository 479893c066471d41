/** Tests of the broker for tests. */
@NullMarked
package io.sluice.broker;

import org.jspecify.annotations.NullMarked;
