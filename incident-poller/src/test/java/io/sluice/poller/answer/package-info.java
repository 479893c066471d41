/** Tests of the answers to requests for incidents. */
@NullMarked
package io.sluice.poller.answer;

import org.jspecify.annotations.NullMarked;
