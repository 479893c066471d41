/** Tests of answers for people. */
@NullMarked
package io.sluice.local.query;

import org.jspecify.annotations.NullMarked;
