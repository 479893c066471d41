/** What is known of the Exchange Online admin API, which Microsoft does not document. */
@NullMarked
package io.sluice.microsoft.exchange;

import org.jspecify.annotations.NullMarked;
