/** How Sluice writes and reads JSON. */
@NullMarked
package io.sluice.contracts.json;

import org.jspecify.annotations.NullMarked;
