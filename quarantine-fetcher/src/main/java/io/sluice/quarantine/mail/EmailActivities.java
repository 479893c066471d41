package io.sluice.quarantine.mail;

import io.sluice.contracts.mail.AntispamReport;
import io.sluice.contracts.mail.Authentication;
import io.sluice.contracts.mail.AuthenticationCheck;
import io.sluice.contracts.mail.AuthenticationReport;
import io.sluice.contracts.mail.DkimSignature;
import io.sluice.contracts.mail.Hop;
import io.sluice.contracts.mail.MailPart;
import io.sluice.contracts.mail.Mailbox;
import io.sluice.contracts.mail.MessageHeaders;
import io.sluice.contracts.ocsf.Direction;
import io.sluice.contracts.ocsf.Email;
import io.sluice.contracts.ocsf.EmailAction;
import io.sluice.contracts.ocsf.EmailActivity;
import io.sluice.contracts.ocsf.EmailActivityMetadata;
import io.sluice.contracts.ocsf.EmailAuth;
import io.sluice.contracts.ocsf.File;
import io.sluice.contracts.ocsf.FileType;
import io.sluice.contracts.ocsf.Fingerprint;
import io.sluice.contracts.ocsf.HashAlgorithm;
import io.sluice.contracts.ocsf.Metadata;
import io.sluice.contracts.ocsf.NetworkEndpoint;
import io.sluice.contracts.ocsf.Product;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what was found in a message with the words of OCSF 1.8.0, class Email Activity (4009). */
final class EmailActivities {

    private static final int NETWORK_ACTIVITY = 4;

    private EmailActivities() {}

    /** Returns the message as the standard has it; nothing if it has neither a sender nor a recipient to it. */
    static @Nullable EmailActivity of(
            long size,
            MessageHeaders headers,
            Authentication authentication,
            ReceivedPath path,
            List<AntispamReport> antispam,
            List<MailPart> parts,
            List<Url> urls,
            boolean cut,
            Instant now) {
        List<String> to = addresses(headers.to());
        String from = first(headers.from());
        if (from == null && to.isEmpty()) {
            return null;
        }
        AntispamReport forefront = antispam.stream()
                .filter(report -> report.header().equals("X-Forefront-Antispam-Report"))
                .findFirst()
                .orElse(null);
        Hop entry = path.entry();
        String ip = forefront != null && forefront.connectingIp() != null
                ? forefront.connectingIp()
                : entry == null ? null : entry.fromIp();
        Email email = new Email(
                from,
                to,
                first(headers.sender()),
                headers.subject(),
                headers.messageId(),
                shown(headers.to()),
                headers.from().isEmpty() ? null : shown(headers.from().getFirst()),
                addresses(headers.cc()),
                shown(headers.cc()),
                addresses(headers.replyTo()),
                shown(headers.replyTo()),
                first(headers.returnPath()),
                size,
                headers.originatingIps(),
                files(parts),
                urls);
        return new EmailActivity(
                EmailAction.SCAN,
                EmailAction.SCAN.caption(),
                NETWORK_ACTIVITY,
                "Network Activity",
                EmailActivity.CLASS_UID,
                "Email Activity",
                EmailActivity.CLASS_UID * 100L + EmailAction.SCAN.id(),
                "Email Activity: Scan",
                time(headers, path, now).toEpochMilli(),
                Severity.UNKNOWN,
                direction(forefront),
                forefront == null ? null : forefront.direction(),
                email,
                auth(authentication),
                ip == null ? null : new NetworkEndpoint(ip, null),
                forefront != null && forefront.helo() != null ? forefront.helo() : entry == null ? null : entry.from(),
                headers.networkMessageId(),
                new EmailActivityMetadata(
                        Metadata.OCSF_VERSION,
                        new Product("Sluice quarantine-fetcher", null, "Sluice"),
                        cut ? Boolean.TRUE : null));
    }

    private static Instant time(MessageHeaders headers, ReceivedPath path, Instant now) {
        for (Hop hop : path.hops()) {
            if (hop.trusted() && hop.time() != null) {
                return hop.time();
            }
        }
        return headers.date() == null ? now : headers.date();
    }

    private static Direction direction(@Nullable AntispamReport forefront) {
        String direction = forefront == null || forefront.direction() == null ? "" : forefront.direction();
        return Map.of("INB", Direction.INBOUND, "OUT", Direction.OUTBOUND, "INT", Direction.INTERNAL)
                .getOrDefault(direction.toUpperCase(Locale.ROOT), Direction.UNKNOWN);
    }

    private static @Nullable EmailAuth auth(Authentication authentication) {
        AuthenticationReport own = authentication.reports().stream()
                .filter(AuthenticationReport::trusted)
                .findFirst()
                .orElse(null);
        if (own == null) {
            return null;
        }
        AuthenticationCheck dkim = AuthenticationHeaders.deciding(own, "dkim");
        AuthenticationCheck dmarc = AuthenticationHeaders.deciding(own, "dmarc");
        String action = dmarc == null ? null : dmarc.properties().get("action");
        boolean override =
                action != null && action.toLowerCase(Locale.ROOT).matches("o\\.?reject|o\\.?quarantine|pct\\..*");
        String signature = authentication.signatures().stream()
                .filter(one -> one.header().equals("DKIM-Signature"))
                .map(DkimSignature::domain)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new EmailAuth(
                authentication.spf(),
                authentication.dkim(),
                dkim == null || dkim.domain() == null ? signature : dkim.domain(),
                authentication.dmarc(),
                override ? action : null,
                policy(dmarc, override ? null : action));
    }

    /** Google tells the policy in a comment, Microsoft only what it made of it. */
    private static @Nullable String policy(@Nullable AuthenticationCheck dmarc, @Nullable String action) {
        String comment = dmarc == null ? null : dmarc.comment();
        if (comment != null) {
            for (String word : comment.split("\\s", 20)) {
                if (word.regionMatches(true, 0, "p=", 0, 2)) {
                    return word.substring(2).toLowerCase(Locale.ROOT);
                }
            }
        }
        return action;
    }

    private static List<File> files(List<MailPart> parts) {
        List<File> files = new ArrayList<>();
        for (MailPart part : parts) {
            boolean file = part.role().equals("attachment") || part.role().equals("message");
            if (file && part.sha256() != null && part.md5() != null && part.sha1() != null) {
                String name = part.safeFileName();
                files.add(new File(
                        name == null || name.isEmpty() ? "part " + part.path() : name,
                        part.flags().contains("executable") ? FileType.EXECUTABLE_FILE : FileType.REGULAR_FILE,
                        null,
                        null,
                        part.size(),
                        null,
                        List.of(
                                Fingerprint.of(HashAlgorithm.MD5, part.md5()),
                                Fingerprint.of(HashAlgorithm.SHA_1, part.sha1()),
                                Fingerprint.of(HashAlgorithm.SHA_256, part.sha256())),
                        part.detectedType(),
                        part.flags().contains("encrypted") ? Boolean.TRUE : null));
            }
        }
        return files;
    }

    private static List<String> addresses(List<Mailbox> mailboxes) {
        return mailboxes.stream()
                .map(Mailbox::address)
                .filter(Addresses::isStandard)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static @Nullable String first(List<Mailbox> mailboxes) {
        List<String> addresses = addresses(mailboxes);
        return addresses.isEmpty() ? null : addresses.getFirst();
    }

    private static List<String> shown(List<Mailbox> mailboxes) {
        return mailboxes.stream().map(EmailActivities::shown).toList();
    }

    private static String shown(Mailbox mailbox) {
        if (mailbox.address() == null) {
            return mailbox.displayName() == null ? "" : mailbox.displayName();
        }
        return mailbox.displayName() == null
                ? mailbox.address()
                : mailbox.displayName() + " <" + mailbox.address() + ">";
    }
}
