/** Tests of CloudEvents headers. */
@NullMarked
package io.sluice.contracts.event;

import org.jspecify.annotations.NullMarked;
