/** Tests of the audit trail. */
@NullMarked
package io.sluice.connections.audit;

import org.jspecify.annotations.NullMarked;
