/** Tests of who calls, and of who was refused. */
@NullMarked
package io.sluice.audit;

import org.jspecify.annotations.NullMarked;
