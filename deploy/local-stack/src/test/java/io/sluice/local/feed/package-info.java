/** Tests of how alerts are shown. */
@NullMarked
package io.sluice.local.feed;

import org.jspecify.annotations.NullMarked;
