/** Tests of topics that are followed. */
@NullMarked
package io.sluice.microsoft.topic;

import org.jspecify.annotations.NullMarked;
