/** Mail as Exchange Online receives it, composed byte for byte: believable, odd and hostile. */
@NullMarked
package io.sluice.simulator.mail;

import org.jspecify.annotations.NullMarked;
