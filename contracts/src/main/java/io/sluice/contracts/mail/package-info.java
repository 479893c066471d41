/** What was found in a mail that was fetched from quarantine: everything but its content. */
@NullMarked
package io.sluice.contracts.mail;

import org.jspecify.annotations.NullMarked;
