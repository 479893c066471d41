/** The live feed of alerts for people. */
@NullMarked
package io.sluice.local.feed;

import org.jspecify.annotations.NullMarked;
