/** What was published of the contract, and that nothing that relies on it breaks. */
@NullMarked
package io.sluice.contracts.published;

import org.jspecify.annotations.NullMarked;
