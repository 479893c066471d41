/**
 * The client of the quarantine of Exchange Online. Its interface, the cmdlet proxy of Exchange's PowerShell module, is
 * not documented: all that is known of its form is in {@link io.sluice.quarantine.exchange.InvokeCommand} and what that
 * uses, so that a change of Microsoft's stays here.
 */
@NullMarked
package io.sluice.quarantine.exchange;

import org.jspecify.annotations.NullMarked;
