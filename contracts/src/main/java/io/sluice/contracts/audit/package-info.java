/** Who did what with connections and their credentials. */
@NullMarked
package io.sluice.contracts.audit;

import org.jspecify.annotations.NullMarked;
