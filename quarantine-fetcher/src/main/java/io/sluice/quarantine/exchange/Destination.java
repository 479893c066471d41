package io.sluice.quarantine.exchange;

import java.io.IOException;
import java.io.OutputStream;

/** Where an exported message goes. */
@FunctionalInterface
public interface Destination {

    /**
     * Starts anew: the message comes from its first byte on, because a call had to be repeated, or for the first time.
     * What was written before is to be thrown away.
     *
     * @return takes the message's bytes; it is flushed at the end but not closed
     * @throws IOException if the destination fails; that ends the export
     */
    OutputStream begin() throws IOException;
}
