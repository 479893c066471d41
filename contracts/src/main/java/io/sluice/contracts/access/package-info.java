/** Who may do what on Kafka, said once for ACLs, documents and deployment. */
@NullMarked
package io.sluice.contracts.access;

import org.jspecify.annotations.NullMarked;
