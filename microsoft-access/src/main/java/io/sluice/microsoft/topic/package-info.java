/** Topics that services hold in memory. */
@NullMarked
package io.sluice.microsoft.topic;

import org.jspecify.annotations.NullMarked;
