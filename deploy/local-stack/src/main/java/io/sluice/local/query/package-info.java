/** Answers of Sentinel and of advanced hunting, for people. */
@NullMarked
package io.sluice.local.query;

import org.jspecify.annotations.NullMarked;
