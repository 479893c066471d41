/** Tests of the OCSF model against the standard itself. */
@NullMarked
package io.sluice.contracts.ocsf;

import org.jspecify.annotations.NullMarked;
