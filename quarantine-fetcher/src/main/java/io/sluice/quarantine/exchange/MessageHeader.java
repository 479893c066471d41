package io.sluice.quarantine.exchange;

/**
 * The header of a quarantined message. It prints no more than its identity.
 *
 * @param identity of the quarantined copy, as it was asked for
 * @param text all header fields as they were received, with their line ends and foldings
 */
public record MessageHeader(String identity, String text) {

    @Override
    public String toString() {
        return "MessageHeader[" + identity + "]";
    }
}
