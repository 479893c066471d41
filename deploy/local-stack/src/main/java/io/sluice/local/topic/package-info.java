/** Reading topics from the beginning or the end, and showing records as JSON lines. */
@NullMarked
package io.sluice.local.topic;

import org.jspecify.annotations.NullMarked;
