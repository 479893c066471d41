package io.sluice.simulator.quarantine;

import io.sluice.simulator.mail.Letter.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a message was quarantined, and which policy did it.
 *
 * <p>Retention after Microsoft Learn, "Quarantined messages in EOP and Defender for Office 365".
 */
public enum Cause {
    SPAM("Spam", "Spam", Policy.CONTENT_FILTER, "Default", Access.FULL, 15, new Verdict("SPM", 6, 0, false)),
    BULK("Bulk", "Bulk", Policy.CONTENT_FILTER, "Default", Access.FULL, 15, new Verdict("BULK", 6, 8, true)),
    PHISH(
            "Phish",
            "Phish",
            Policy.ANTI_PHISH,
            "Office365 AntiPhish Default",
            Access.NOTIFYING,
            30,
            new Verdict("PHSH", 8, 0, false)),
    HIGH_CONF_PHISH(
            "High Confidence Phish",
            "HighConfPhish",
            Policy.CONTENT_FILTER,
            "Standard Preset Security Policy",
            Access.ADMINS,
            30,
            new Verdict("HPHISH", 9, 0, false)),
    MALWARE(
            "Malware",
            "Malware",
            Policy.SAFE_ATTACHMENTS,
            "Built-In Protection Policy",
            Access.ADMINS,
            30,
            new Verdict("MALW", 9, 0, false)),
    FILE_TYPE(
            "File Type Block",
            "FileTypeBlock",
            Policy.ANTI_MALWARE,
            "Default",
            Access.ADMINS,
            30,
            new Verdict("MALW", 5, 0, true)),
    TRANSPORT_RULE(
            "Transport Rule",
            "TransportRule",
            Policy.TRANSPORT_RULE,
            "Hold macros from outside",
            Access.ADMINS,
            30,
            new Verdict("NONE", 1, 0, true)),
    DATA_LOSS(
            "Data Loss Prevention",
            "DataLossPrevention",
            Policy.DATA_LOSS,
            "Card numbers to outside",
            Access.ADMINS,
            30,
            new Verdict("NONE", -1, 0, true)),
    ADMIN(
            "Admin Triggered",
            "AdminTriggered",
            Policy.CONTENT_FILTER,
            "Default",
            Access.ADMINS,
            30,
            new Verdict("PHSH", 5, 0, true));

    /** Policies by the names that the list's filter knows. */
    static final class Policy {
        static final String CONTENT_FILTER = "HostedContentFilterPolicy";
        static final String ANTI_PHISH = "AntiPhishPolicy";
        static final String ANTI_MALWARE = "AntiMalwarePolicy";
        static final String SAFE_ATTACHMENTS = "SafeAttachmentPolicy";
        static final String TRANSPORT_RULE = "ExchangeTransportRule";
        static final String DATA_LOSS = "DataLossPreventionRule";

        private Policy() {}
    }

    /** Quarantine policies, which say what the recipient may do. */
    static final class Access {
        static final String FULL = "DefaultFullAccessPolicy";
        static final String NOTIFYING = "DefaultFullAccessWithNotificationPolicy";
        static final String ADMINS = "AdminOnlyAccessPolicy";

        private Access() {}
    }

    private final String title;
    private final String quarantineType;
    private final String policyType;
    private final String policyName;
    private final String tag;
    private final int days;
    private final String category;
    private final int spamConfidence;
    private final int bulkComplaints;
    private final boolean authentic;

    Cause(
            String title,
            String quarantineType,
            String policyType,
            String policyName,
            String tag,
            int days,
            Verdict verdict) {
        this.title = title;
        this.quarantineType = quarantineType;
        this.policyType = policyType;
        this.policyName = policyName;
        this.tag = tag;
        this.days = days;
        this.category = verdict.category();
        this.spamConfidence = verdict.spamConfidence();
        this.bulkComplaints = verdict.bulkComplaints();
        this.authentic = verdict.authentic();
    }

    /** The text shown to people. */
    public String title() {
        return title;
    }

    /** The member of the enumeration that filters name. */
    public String quarantineType() {
        return quarantineType;
    }

    /** The kind of policy. */
    public String policyType() {
        return policyType;
    }

    /** The policy. */
    public String policyName() {
        return policyName;
    }

    /** The quarantine policy. */
    public String tag() {
        return tag;
    }

    /** Days for which the message is kept. */
    public int days() {
        return days;
    }

    /** What the filters write into the message. */
    Verdict verdict() {
        return new Verdict(category, spamConfidence, bulkComplaints, authentic);
    }

    /** The cause that a person means by the name that filters have for it. */
    public static Optional<Cause> named(String quarantineType) {
        String wanted = quarantineType.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(it -> it.quarantineType.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    /** All those names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Cause::quarantineType).toList();
    }

    /** The names of the quarantine policies that a tenant has from the beginning. */
    public static List<String> tags() {
        return List.of(Access.ADMINS, Access.FULL, Access.NOTIFYING);
    }
}
