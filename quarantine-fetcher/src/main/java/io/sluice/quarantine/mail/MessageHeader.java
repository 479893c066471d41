package io.sluice.quarantine.mail;

import io.sluice.contracts.mail.MessageHeaders;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the header of a message says about itself. */
final class MessageHeader {

    private static final int SUBJECT = 1_000;
    private static final int TEXT = 300;
    private static final int ID = 500;
    private static final int IDS = 50;

    /** What RFC 5322 allows once. Programs differ in which one they show, and senders use that. */
    private static final List<String> ONCE = List.of(
            "From",
            "Sender",
            "Reply-To",
            "To",
            "Cc",
            "Bcc",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "Content-Disposition",
            "X-Forefront-Antispam-Report");

    private final Findings findings;

    MessageHeader(Findings findings) {
        this.findings = findings;
    }

    MessageHeaders read(@Nullable String part, Header header) {
        Addresses addresses = new Addresses(findings);
        List<String> repeated = header.repeated(ONCE);
        String date = header.first("date");
        return new MessageHeaders(
                addresses.parse(part, header.first("from")),
                addresses.parse(part, header.first("sender")),
                addresses.parse(part, header.first("reply-to")),
                addresses.parse(part, header.first("to")),
                addresses.parse(part, header.first("cc")),
                addresses.parse(part, header.first("bcc")),
                addresses.parse(part, header.first("return-path")),
                decoded(header.first("subject"), SUBJECT),
                MailDate.of(date),
                findings.keepOrNothing(date, TEXT),
                findings.keepOrNothing(header.first("message-id"), ID),
                ids(header.first("in-reply-to")),
                ids(header.first("references")),
                originatingIps(header),
                networkMessageId(header),
                decoded(header.first("x-mailer") != null ? header.first("x-mailer") : header.first("user-agent"), TEXT),
                header.count(),
                repeated);
    }

    private @Nullable String decoded(@Nullable String text, int longest) {
        return text == null ? null : findings.keepOrNothing(EncodedWords.decode(text), longest);
    }

    private List<String> ids(@Nullable String header) {
        List<String> ids = new ArrayList<>();
        int open = header == null ? -1 : header.indexOf('<');
        while (header != null && open >= 0 && ids.size() < IDS) {
            int close = header.indexOf('>', open);
            if (close < 0) {
                break;
            }
            ids.add(findings.keep(header.substring(open, close + 1), ID));
            open = header.indexOf('<', close);
        }
        return ids;
    }

    private static List<String> originatingIps(Header header) {
        List<String> ips = new ArrayList<>();
        for (String name :
                List.of("x-originating-ip", "x-sender-ip", "x-ms-exchange-organization-originalclientipaddress")) {
            for (String value : header.all(name)) {
                String ip = Ip.of(value);
                if (ip != null && !ips.contains(ip) && ips.size() < IDS) {
                    ips.add(ip);
                }
            }
        }
        return ips;
    }

    private @Nullable String networkMessageId(Header header) {
        for (String name : List.of(
                "x-ms-exchange-organization-network-message-id",
                "x-ms-office365-filtering-correlation-id",
                "x-ms-exchange-crosstenant-network-message-id")) {
            String id = header.first(name);
            if (id != null && !id.isBlank()) {
                return findings.keepOrNothing(id, TEXT);
            }
        }
        return null;
    }
}
