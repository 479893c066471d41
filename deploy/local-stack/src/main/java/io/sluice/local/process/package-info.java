/** Processes that outlive the program that started them: starting, recognising and ending them. */
@NullMarked
package io.sluice.local.process;

import org.jspecify.annotations.NullMarked;
