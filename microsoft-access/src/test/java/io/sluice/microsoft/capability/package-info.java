@NullMarked
package io.sluice.microsoft.capability;

import org.jspecify.annotations.NullMarked;
