/** Who may do what on Kafka, in the words of its own tools. */
@NullMarked
package io.sluice.local.access;

import org.jspecify.annotations.NullMarked;
