package io.sluice.enrichment.entity;

import static io.sluice.contracts.correlation.Strength.MEDIUM;
import static io.sluice.contracts.correlation.Strength.WEAK;

import io.sluice.contracts.correlation.Strength;
import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.mail.MailPart;
import io.sluice.contracts.mail.MailUrl;
import io.sluice.contracts.mail.Mailbox;
import io.sluice.contracts.mail.NestedMessage;
import io.sluice.contracts.mail.UrlPlace;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads messages in quarantine and what was found in them. All of a message was written by a stranger. */
final class QuarantineReader {

    /** Where in HTML somebody is led somewhere; images, styles and the like are the same in many mails. */
    private static final Set<String> LINKS =
            Set.of("text", "htmltext", "a.href", "area.href", "form.action", "button.formaction", "metarefresh");

    private final EntityReader entities;

    QuarantineReader(Sighted sighted) {
        this.entities = new EntityReader(sighted);
    }

    void read(QuarantinedMessage message) {
        MailAnalysis analysis = message.analysis();
        String network = message.networkMessageId();
        int separator = message.identity().indexOf('\\');
        if (network == null && separator > 0) {
            network = message.identity().substring(0, separator);
        }
        String internet = message.internetMessageId();
        if (internet == null && analysis != null) {
            internet = analysis.headers().messageId();
        }
        String type = words(message.type());
        entities.message(MessageIds.of(network, internet), message.subject(), verdict(type));
        if ("outbound".equalsIgnoreCase(message.direction())) {
            message.recipients().forEach(entities::correspondent);
            entities.insider(message.sender());
        } else {
            message.recipients().forEach(entities::insider);
            entities.correspondent(message.sender());
        }
        if (analysis != null) {
            analysis(analysis, isUnwanted(type) ? WEAK : MEDIUM);
        }
    }

    private void analysis(MailAnalysis analysis, Strength ofLinks) {
        addresses(analysis.headers().from());
        addresses(analysis.headers().replyTo());
        addresses(analysis.headers().returnPath());
        analysis.headers().originatingIps().forEach(address -> entities.ip(address, null));
        for (MailPart part : analysis.parts()) {
            attachment(part);
        }
        for (MailUrl url : analysis.urls()) {
            entities.url(url.target() != null ? url.target() : url.url(), isLink(url) ? ofLinks : WEAK, null);
        }
        // A mail that a user reports is in the report.
        for (NestedMessage nested : analysis.messages()) {
            entities.message(
                    MessageIds.of(
                            nested.headers().networkMessageId(),
                            nested.headers().messageId()),
                    nested.headers().subject(),
                    null);
        }
    }

    private void addresses(List<Mailbox> mailboxes) {
        for (Mailbox mailbox : mailboxes) {
            entities.correspondent(mailbox.address());
        }
    }

    private void attachment(MailPart part) {
        if (!part.role().equals("attachment") && !part.role().equals("message")) {
            return;
        }
        List<Value> digests = Digests.of(part.sha256(), part.sha1(), part.md5());
        String type = part.detectedType() != null ? part.detectedType() : part.declaredType();
        if (type != null && type.startsWith("image/")) {
            entities.usualFile(digests, part.fileName());
        } else {
            entities.file(digests, null, part.fileName(), null);
        }
    }

    private static boolean isLink(MailUrl url) {
        for (UrlPlace place : url.places()) {
            if (LINKS.contains(place.how().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return url.places().isEmpty();
    }

    /**
     * Why it is quarantined; the interfaces disagree about spaces ({@code HighConfPhish}, {@code High Confidence
     * Phish}).
     */
    private static @Nullable SightedVerdict verdict(String type) {
        return switch (type) {
            case "malware", "spomalware", "highconfphish", "highconfidencephish", "filetypeblock" ->
                SightedVerdict.MALICIOUS;
            case "phish", "phishing", "spam", "highconfidencespam" -> SightedVerdict.SUSPICIOUS;
            default -> null;
        };
    }

    /** Advertising links to the same places in every mail, and so do a company's own that a rule held back. */
    private static boolean isUnwanted(String type) {
        return switch (type) {
            case "bulk", "spam", "transportrule", "datalossprevention", "dlp" -> true;
            default -> false;
        };
    }

    private static String words(@Nullable String type) {
        return type == null ? "" : type.toLowerCase(Locale.ROOT).replace(" ", "");
    }
}
