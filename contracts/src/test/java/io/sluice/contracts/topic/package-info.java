/** Tests of topics, keys and partitioning. */
@NullMarked
package io.sluice.contracts.topic;

import org.jspecify.annotations.NullMarked;
