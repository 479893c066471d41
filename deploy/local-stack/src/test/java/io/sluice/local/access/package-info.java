@NullMarked
package io.sluice.local.access;

import org.jspecify.annotations.NullMarked;
