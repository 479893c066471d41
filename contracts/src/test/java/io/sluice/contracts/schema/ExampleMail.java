package io.sluice.contracts.schema;

import io.sluice.contracts.mail.AntispamReport;
import io.sluice.contracts.mail.Authentication;
import io.sluice.contracts.mail.AuthenticationCheck;
import io.sluice.contracts.mail.AuthenticationReport;
import io.sluice.contracts.mail.Hop;
import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.mail.MailPart;
import io.sluice.contracts.mail.MailUrl;
import io.sluice.contracts.mail.Mailbox;
import io.sluice.contracts.mail.MessageHeaders;
import io.sluice.contracts.mail.UrlPlace;
import io.sluice.contracts.ocsf.Direction;
import io.sluice.contracts.ocsf.Email;
import io.sluice.contracts.ocsf.EmailAction;
import io.sluice.contracts.ocsf.EmailActivity;
import io.sluice.contracts.ocsf.EmailActivityMetadata;
import io.sluice.contracts.ocsf.EmailAuth;
import io.sluice.contracts.ocsf.Metadata;
import io.sluice.contracts.ocsf.NetworkEndpoint;
import io.sluice.contracts.ocsf.Product;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.Url;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The analysis of the mail in the examples. */
final class ExampleMail {

    private static final String NETWORK_MESSAGE_ID = "2c8d3f60-9b1e-4c55-8d7a-08de62f1a4b7";
    private static final String LINK = "https://login.mailer.example/contoso";

    private ExampleMail() {}

    static MailAnalysis analysis(Instant received) {
        return new MailAnalysis(
                activity(received),
                48_113,
                headers(received),
                new Authentication("fail", "none", "fail", null, "fail", List.of(report()), List.of(), List.of()),
                List.of(new Hop(
                        "mailer.example",
                        "203.0.113.7",
                        "DB5EUR01FT041.mail.protection.outlook.com",
                        "Microsoft SMTP Server",
                        "15.20.9000.1",
                        null,
                        received,
                        Duration.ofSeconds(2),
                        true)),
                List.of(antispam()),
                List.of(new MailUrl(
                        LINK,
                        "hxxps://login[.]mailer[.]example/contoso",
                        LINK,
                        "login.mailer.example",
                        null,
                        null,
                        List.of(),
                        "https://login.microsoftonline.com",
                        List.of("textShowsOtherHost"),
                        List.of(new UrlPlace("1", "a.href")),
                        1)),
                0,
                List.of(body()),
                List.of(),
                List.of(),
                List.of());
    }

    private static EmailActivity activity(Instant received) {
        return new EmailActivity(
                EmailAction.SCAN,
                EmailAction.SCAN.caption(),
                4,
                "Network Activity",
                EmailActivity.CLASS_UID,
                "Email Activity",
                400_903,
                "Email Activity: Scan",
                received.toEpochMilli(),
                Severity.UNKNOWN,
                Direction.INBOUND,
                "INB",
                new Email(
                        "billing@mailer.example",
                        List.of("ben@contoso.com"),
                        null,
                        "Invoice 4711",
                        "<20260203.1@mailer.example>",
                        List.of("Ben <ben@contoso.com>"),
                        "Contoso Billing <billing@mailer.example>",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        "billing@mailer.example",
                        48_113L,
                        List.of(),
                        List.of(),
                        List.of(new Url(LINK, "https", "login.mailer.example", null, "/contoso", null))),
                new EmailAuth("fail", "none", null, "fail", "quarantine", null),
                new NetworkEndpoint("203.0.113.7", null),
                "mailer.example",
                NETWORK_MESSAGE_ID,
                new EmailActivityMetadata(
                        Metadata.OCSF_VERSION, new Product("Sluice quarantine-fetcher", null, "Sluice"), null));
    }

    private static MessageHeaders headers(Instant received) {
        return new MessageHeaders(
                List.of(new Mailbox("billing@mailer.example", "Contoso Billing", null, null)),
                List.of(),
                List.of(),
                List.of(new Mailbox("ben@contoso.com", "Ben", null, null)),
                List.of(),
                List.of(),
                List.of(new Mailbox("billing@mailer.example", null, null, null)),
                "Invoice 4711",
                received,
                "Tue, 3 Feb 2026 09:30:00 +0000",
                "<20260203.1@mailer.example>",
                List.of(),
                List.of(),
                List.of(),
                NETWORK_MESSAGE_ID,
                null,
                31,
                List.of());
    }

    private static AuthenticationReport report() {
        return new AuthenticationReport(
                "Authentication-Results",
                null,
                null,
                true,
                List.of(
                        new AuthenticationCheck(
                                "spf",
                                "fail",
                                null,
                                "sender IP is 203.0.113.7",
                                "mailer.example",
                                Map.of("smtp.mailfrom", "mailer.example")),
                        new AuthenticationCheck("compauth", "fail", "000", null, null, Map.of())));
    }

    private static AntispamReport antispam() {
        return new AntispamReport(
                "X-Forefront-Antispam-Report",
                false,
                "203.0.113.7",
                "NL",
                "en",
                9,
                null,
                "SPM",
                "NLI",
                "mailer.example",
                "mailer.example",
                "INB",
                "HPHISH",
                "9.19",
                null,
                fields());
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("CIP", "203.0.113.7");
        fields.put("CAT", "HPHISH");
        fields.put("SCL", "9");
        return fields;
    }

    private static MailPart body() {
        return new MailPart(
                "1",
                "text",
                "text/html",
                "text/html",
                false,
                null,
                null,
                null,
                null,
                "quoted-printable",
                "utf-8",
                31_007L,
                "7e".repeat(16),
                "3c".repeat(20),
                "9f".repeat(32),
                30_911L,
                null,
                List.of());
    }
}
