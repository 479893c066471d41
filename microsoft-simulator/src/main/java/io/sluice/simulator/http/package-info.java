/** Answers over Vert.x from blocking code, streamed with back-pressure. */
@NullMarked
package io.sluice.simulator.http;

import org.jspecify.annotations.NullMarked;
