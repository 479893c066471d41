package io.sluice.quarantine.exchange;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a message is in quarantine ({@code QuarantineTypes}; Microsoft Learn: "Get-QuarantineMessage", and what Exchange
 * itself names where it refuses another word). A word that only begins like one of these would be taken for it.
 */
public enum MessageType {
    /** Bulk mail. */
    BULK("Bulk"),
    /** Stopped by data loss prevention. */
    DATA_LOSS_PREVENTION("DataLossPrevention"),
    /** An attachment of a type that is not let through. */
    FILE_TYPE_BLOCK("FileTypeBlock"),
    /** Phishing, with high confidence. */
    HIGH_CONFIDENCE_PHISH("HighConfPhish"),
    /** Malware. */
    MALWARE("Malware"),
    /** Phishing. */
    PHISH("Phish"),
    /** Spam. */
    SPAM("Spam"),
    /** Malware in SharePoint, OneDrive or Teams. */
    SHAREPOINT_MALWARE("SPOMalware"),
    /** Stopped by a rule of the organisation's mail flow. */
    TRANSPORT_RULE("TransportRule"),
    /** Put there by an administrator. */
    ADMIN_TRIGGERED("AdminTriggered"),
    /** Named by Exchange, which does not say what it stands for. */
    PPI("PPI");

    private final String word;

    MessageType(String word) {
        this.word = word;
    }

    /** Returns Microsoft's word for it. */
    public String word() {
        return word;
    }

    /** Finds the type that Microsoft calls so, in whatever case. */
    public static Optional<MessageType> named(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equalsIgnoreCase(word.strip()))
                .findFirst();
    }
}
