/** Tests of what runs in containers beside the services. */
@NullMarked
package io.sluice.image;

import org.jspecify.annotations.NullMarked;
