/** The commands and the script as they are typed. */
@NullMarked
package io.sluice.local;

import org.jspecify.annotations.NullMarked;
