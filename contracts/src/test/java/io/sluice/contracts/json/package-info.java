/** Tests of the JSON conventions. */
@NullMarked
package io.sluice.contracts.json;

import org.jspecify.annotations.NullMarked;
