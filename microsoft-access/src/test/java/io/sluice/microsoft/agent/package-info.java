@NullMarked
package io.sluice.microsoft.agent;

import org.jspecify.annotations.NullMarked;
