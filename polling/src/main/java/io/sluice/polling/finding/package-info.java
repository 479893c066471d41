/** From Microsoft's words to OCSF. */
@NullMarked
package io.sluice.polling.finding;

import org.jspecify.annotations.NullMarked;
