@NullMarked
package io.sluice.streams;

import org.jspecify.annotations.NullMarked;
