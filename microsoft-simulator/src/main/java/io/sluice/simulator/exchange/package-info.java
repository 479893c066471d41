/** The admin API of Exchange Online, through which PowerShell's cmdlets run. */
@NullMarked
package io.sluice.simulator.exchange;

import org.jspecify.annotations.NullMarked;
