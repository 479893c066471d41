/** Microsoft's own parser of KQL, for tests. */
@NullMarked
package io.sluice.kusto;

import org.jspecify.annotations.NullMarked;
