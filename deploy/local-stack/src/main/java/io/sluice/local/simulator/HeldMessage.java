package io.sluice.local.simulator;

import java.util.List;

/**
 * A message in a simulated quarantine, as the simulator knows it.
 *
 * @param networkMessageId Microsoft's id of the message
 * @param identities its ids in the list, one for each row
 * @param size its bytes
 * @param sha256 the SHA-256 of its bytes, in hexadecimal digits
 */
public record HeldMessage(String networkMessageId, List<String> identities, long size, String sha256) {

    /** Copies the list. */
    public HeldMessage {
        identities = List.copyOf(identities);
    }
}
