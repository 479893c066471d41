/** Who calls a service over HTTP, who was refused, and what the audit trail says of it. */
@NullMarked
package io.sluice.audit;

import org.jspecify.annotations.NullMarked;
