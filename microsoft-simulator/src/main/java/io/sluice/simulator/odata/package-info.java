/** The query options of OData, as far as Microsoft's security APIs understand them. */
@NullMarked
package io.sluice.simulator.odata;

import org.jspecify.annotations.NullMarked;
