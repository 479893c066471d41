/** Tests of who may do what. */
@NullMarked
package io.sluice.contracts.access;

import org.jspecify.annotations.NullMarked;
