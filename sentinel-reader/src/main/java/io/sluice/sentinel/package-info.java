/** Wires the Sentinel reader: settings, clients, the stream and the answering of questions. */
@NullMarked
package io.sluice.sentinel;

import org.jspecify.annotations.NullMarked;
