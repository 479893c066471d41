/** Tests of ports and folders. */
@NullMarked
package io.sluice.local.home;

import org.jspecify.annotations.NullMarked;
