/** Tests of the named investigations. */
@NullMarked
package io.sluice.sentinel.investigation;

import org.jspecify.annotations.NullMarked;
