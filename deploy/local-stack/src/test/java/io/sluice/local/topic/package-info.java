/** Tests of how records are shown. */
@NullMarked
package io.sluice.local.topic;

import org.jspecify.annotations.NullMarked;
