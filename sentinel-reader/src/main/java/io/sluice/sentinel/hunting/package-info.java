/** The client of Defender's advanced hunting through Microsoft Graph. */
@NullMarked
package io.sluice.sentinel.hunting;

import org.jspecify.annotations.NullMarked;
