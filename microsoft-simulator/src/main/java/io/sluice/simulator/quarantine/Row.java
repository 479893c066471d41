package io.sluice.simulator.quarantine;

import io.sluice.simulator.mail.MessageIds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * A row of the quarantine's list: a message to one of its recipients, or to all of them.
 *
 * @param message the message
 * @param identity the id of the row: that of the message, a backslash, and one of its own
 * @param recipients whose row it is
 */
public record Row(Quarantined message, String identity, List<String> recipients) {

    /** The row of a message for these recipients. */
    static Row of(Quarantined message, List<String> recipients) {
        String own = UUID.nameUUIDFromBytes(
                        (message.networkMessageId() + String.join(",", recipients)).getBytes(StandardCharsets.UTF_8))
                .toString();
        return new Row(
                message,
                message.networkMessageId() + "\\" + own.substring(0, 24) + MessageIds.tail(message.received()),
                recipients);
    }
}
