/** Tests of what is known of settings. */
@NullMarked
package io.sluice.settings;

import org.jspecify.annotations.NullMarked;
