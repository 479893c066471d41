/** Each version of an alert and incident exactly once. */
@NullMarked
package io.sluice.polling.emission;

import org.jspecify.annotations.NullMarked;
