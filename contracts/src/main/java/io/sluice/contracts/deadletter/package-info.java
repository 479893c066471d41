/** What could not be understood, with the reason and the bytes. */
@NullMarked
package io.sluice.contracts.deadletter;

import org.jspecify.annotations.NullMarked;
