package io.sluice.simulator.mail;

import java.time.Instant;
import java.util.List;

/**
 * What a message says and how it came; its bytes follow from that alone.
 *
 * @param tenantId the tenant that received it, or sent it
 * @param domain the domain of that tenant's addresses
 * @param networkMessageId Microsoft's id of it, a GUID
 * @param internetMessageId its Message-ID with angle brackets
 * @param sender address in From
 * @param senderName display name in From
 * @param senderIp address of the server that handed it in
 * @param recipients addresses of the envelope; those in To
 * @param subject its subject
 * @param received when Exchange Online took it
 * @param verdict what the filters said
 * @param inbound whether it came from outside
 * @param shape how it is built
 * @param files its attachments
 * @param urls addresses that it links to
 * @param seed what its remaining choices follow from
 */
public record Letter(
        String tenantId,
        String domain,
        String networkMessageId,
        String internetMessageId,
        String sender,
        String senderName,
        String senderIp,
        List<String> recipients,
        String subject,
        Instant received,
        Verdict verdict,
        boolean inbound,
        Shape shape,
        List<FileContent> files,
        List<String> urls,
        long seed) {

    /**
     * What the filters said of a message, as it is written into its headers.
     *
     * @param category CAT of X-Forefront-Antispam-Report
     * @param spamConfidence SCL
     * @param bulkComplaints BCL
     * @param authentic whether SPF, DKIM and DMARC pass
     */
    public record Verdict(String category, int spamConfidence, int bulkComplaints, boolean authentic) {}

    /** The domain of the sender. */
    String senderDomain() {
        return sender.substring(sender.indexOf('@') + 1);
    }
}
