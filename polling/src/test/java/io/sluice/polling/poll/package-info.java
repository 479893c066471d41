/** Tests of polls and their schedule. */
@NullMarked
package io.sluice.polling.poll;

import org.jspecify.annotations.NullMarked;
