/** The whole system, used as its users use it. */
@NullMarked
package io.sluice.system;

import org.jspecify.annotations.NullMarked;
