@NullMarked
package io.sluice.quarantine.exchange;

import org.jspecify.annotations.NullMarked;
