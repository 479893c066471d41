/** Tests of composed mail. */
@NullMarked
package io.sluice.simulator.mail;

import org.jspecify.annotations.NullMarked;
