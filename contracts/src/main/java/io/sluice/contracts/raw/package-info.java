/** What Microsoft answered, untouched, one record per alert and per incident. */
@NullMarked
package io.sluice.contracts.raw;

import org.jspecify.annotations.NullMarked;
