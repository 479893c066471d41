/** Tests of reading windows. */
@NullMarked
package io.sluice.polling.window;

import org.jspecify.annotations.NullMarked;
