/** Tests of reading hostile mail. */
@NullMarked
package io.sluice.quarantine.mail;

import org.jspecify.annotations.NullMarked;
