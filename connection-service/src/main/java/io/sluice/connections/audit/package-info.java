/** Who used which credential and changed what, and who was refused. */
@NullMarked
package io.sluice.connections.audit;

import org.jspecify.annotations.NullMarked;
