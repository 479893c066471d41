/** The commands of ./sluice, one class each. */
@NullMarked
package io.sluice.local.command;

import org.jspecify.annotations.NullMarked;
