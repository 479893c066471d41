package io.sluice.quarantine.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.contracts.mail.AuthenticationCheck;
import io.sluice.contracts.mail.AuthenticationReport;
import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.mail.Mailbox;
import io.sluice.contracts.ocsf.Direction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {

    /** A mail as Exchange Online quarantines it; below its border the sender wrote what he liked. */
    static final String QUARANTINED = """
            Received: from DB5EUR01FT041.eop-EUR01.prod.protection.outlook.com (2603:10a6:10:1::41) by AM0PR08MB1.eurprd08.prod.outlook.com (2603:10a6:20b::17) with Microsoft SMTP Server (version=TLS1_2) id 15.20.9000.1; Tue, 3 Feb 2026 09:30:02 +0000
            Authentication-Results: spf=fail (sender IP is 203.0.113.7)
             smtp.mailfrom=mailer.example; dkim=none (message not signed)
             header.d=none;dmarc=fail action=oreject header.from=contoso.com;compauth=fail reason=000
            Received-SPF: Fail (protection.outlook.com: domain of mailer.example does not designate 203.0.113.7 as permitted sender) receiver=protection.outlook.com; client-ip=203.0.113.7; helo=mail.mailer.example;
            Received: from mail.mailer.example (203.0.113.7) by DB5EUR01FT041.mail.protection.outlook.com (10.152.4.9) with Microsoft SMTP Server id 15.20.9000.1 via Frontend Transport; Tue, 3 Feb 2026 09:30:00 +0000
            Authentication-Results: mx.contoso.com; spf=pass smtp.mailfrom=contoso.com; dkim=pass header.d=contoso.com; dmarc=pass header.from=contoso.com
            ARC-Seal: i=1; a=rsa-sha256; s=arc; d=relay.example; cv=none; b=abc
            ARC-Message-Signature: i=1; a=rsa-sha256; d=relay.example; s=arc; b=abc
            ARC-Authentication-Results: i=1; relay.example 1; spf=pass smtp.mailfrom=a@b.example; arc=none
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=Mailer.example; s=key1; i=@mailer.example; b=abc
            Received: from [192.168.1.7] (unknown [198.51.100.9]) by mail.mailer.example (Postfix) with ESMTPSA id 4F for <ben@contoso.com>; Tue, 03 Feb 2026 10:29:50 +0100 (CET)
            X-Forefront-Antispam-Report: CIP:203.0.113.7;CTRY:NL;LANG:en;SCL:9;SRV:;IPV:NLI;SFV:SPM;H:mail.mailer.example;PTR:host.mailer.example;CAT:HPHISH;SFTY:9.19;SFS:(13230040)(35042699022);DIR:INB;
            X-Microsoft-Antispam: BCL:7;ARA:13230040|35042699022;
            X-Microsoft-Antispam-Untrusted: BCL:0;
            X-Originating-IP: [198.51.100.9]
            X-MS-Exchange-Organization-Network-Message-Id: 2c8d3f60-9b1e-4c55-8d7a-08de62f1a4b7
            From: =?utf-8?B?Q29udG9zbyBCaWxsaW5n?= <billing@contoso.com>
            To: "Doe, Ben" <ben@contoso.com>, Team: ann@contoso.com, (Carl) carl@contoso.com;
            Cc: undisclosed-recipients:;
            Reply-To: "billing@contoso.com" <collect@evil.example>
            Return-Path: <bounce@mailer.example>
            Subject: =?utf-8?Q?Rechnung_f=C3=BCr?= =?utf-8?Q?_M=C3?= =?utf-8?Q?=A4rz?=
            Subject: second
            Date: Tue, 3 Feb 2026 10:29:48 +0100
            Message-ID: <20260203.1@mailer.example>
            In-Reply-To: <a@b>
            References: <x@y> <a@b>

            Pay now.
            """;

    private final MailAnalysis analysis = Mails.analyze(QUARANTINED);

    @Test
    void addressesAreReadWithTheirNamesDecodedAndTheTricksInThemShown() {
        assertThat(analysis.headers().from())
                .containsExactly(new Mailbox("billing@contoso.com", "Contoso Billing", null, null));
        assertThat(analysis.headers().to())
                .containsExactly(
                        new Mailbox("ben@contoso.com", "Doe, Ben", null, null),
                        new Mailbox("ann@contoso.com", null, "Team", null),
                        new Mailbox("carl@contoso.com", "Carl", "Team", null));
        assertThat(analysis.headers().cc()).isEmpty();
        assertThat(analysis.headers().replyTo())
                .containsExactly(
                        new Mailbox("collect@evil.example", "billing@contoso.com", null, "billing@contoso.com"));
        assertThat(analysis.headers().returnPath())
                .containsExactly(new Mailbox("bounce@mailer.example", null, null, null));
    }

    @Test
    void theOtherHeadersAreRead() {
        assertThat(analysis.headers().subject()).isEqualTo("Rechnung für März");
        assertThat(analysis.headers().repeated()).containsExactly("Subject");
        assertThat(analysis.headers().date()).isEqualTo(Instant.parse("2026-02-03T09:29:48Z"));
        assertThat(analysis.headers().messageId()).isEqualTo("<20260203.1@mailer.example>");
        assertThat(analysis.headers().inReplyTo()).containsExactly("<a@b>");
        assertThat(analysis.headers().references()).containsExactly("<x@y>", "<a@b>");
        assertThat(analysis.headers().originatingIps()).containsExactly("198.51.100.9");
        assertThat(analysis.headers().networkMessageId()).isEqualTo("2c8d3f60-9b1e-4c55-8d7a-08de62f1a4b7");
    }

    @Test
    void onlyTheReceivingServicesVerdictsCount() {
        var authentication = analysis.authentication();

        assertThat(authentication.spf()).isEqualTo("fail");
        assertThat(authentication.dkim()).isEqualTo("none");
        assertThat(authentication.dmarc()).isEqualTo("fail");
        assertThat(authentication.compauth()).isEqualTo("fail");
        assertThat(authentication.reports())
                .extracting(
                        AuthenticationReport::header, AuthenticationReport::authservId, AuthenticationReport::trusted)
                .containsExactly(
                        tuple("Authentication-Results", null, true),
                        tuple("Authentication-Results", "mx.contoso.com", false),
                        tuple("ARC-Authentication-Results", "relay.example", false));
        AuthenticationReport own = authentication.reports().getFirst();
        assertThat(own.checks())
                .extracting(AuthenticationCheck::domain)
                .containsExactly("mailer.example", null, "contoso.com", null);
        assertThat(own.checks().getFirst().comment()).isEqualTo("sender IP is 203.0.113.7");
        assertThat(own.checks().get(3).reason()).isEqualTo("000");
        assertThat(authentication.reports().get(2).arcInstance()).isEqualTo(1);
        assertThat(authentication.receivedSpf()).singleElement().satisfies(spf -> {
            assertThat(spf.result()).isEqualTo("fail");
            assertThat(spf.clientIp()).isEqualTo("203.0.113.7");
            assertThat(spf.helo()).isEqualTo("mail.mailer.example");
            assertThat(spf.trusted()).isTrue();
        });
        assertThat(authentication.signatures())
                .extracting(
                        signature -> signature.header() + " " + signature.domain() + " " + signature.chainValidation())
                .containsExactly(
                        "ARC-Seal relay.example none",
                        "ARC-Message-Signature relay.example null",
                        "DKIM-Signature Mailer.example null");
    }

    @Test
    void aMessageThatNobodyReceivedHasNoVerdicts() {
        MailAnalysis forged = Mails.analyze("""
                Authentication-Results: protection.outlook.com; spf=pass smtp.mailfrom=contoso.com; dmarc=pass
                From: a@contoso.com

                x
                """);

        assertThat(forged.authentication().spf()).isNull();
        assertThat(forged.authentication().reports()).singleElement().satisfies(report -> {
            assertThat(report.trusted()).isFalse();
            assertThat(report.checks()).hasSize(2);
        });
        assertThat(Objects.requireNonNull(forged.activity()).emailAuth()).isNull();
    }

    @Test
    void aSenderWhoGreetsAsTheReceivingServiceIsNotBelieved() {
        MailAnalysis forged = Mails.analyze("""
                Received: from edge.outlook.com (203.0.113.7) by DB5.mail.protection.outlook.com (10.0.0.1) with SMTP; Tue, 3 Feb 2026 09:30:00 +0000
                Authentication-Results: spf=pass smtp.mailfrom=contoso.com
                Received: from a.outlook.com (10.1.1.1) by edge.outlook.com (10.0.0.2) with SMTP; Tue, 3 Feb 2026 09:29:00 +0000
                X-Forefront-Antispam-Report: CIP:203.0.113.7;DIR:INB;
                From: a@contoso.com

                x
                """);

        assertThat(forged.authentication().spf()).isNull();
        assertThat(forged.hops()).extracting(hop -> hop.trusted()).containsExactly(true, false);
    }

    @Test
    void theWayIsReadNewestFirstWithBothKindsOfAddresses() {
        assertThat(analysis.hops())
                .extracting(hop ->
                        hop.from() + " " + hop.fromIp() + " " + hop.by() + " " + hop.delay() + " " + hop.trusted())
                .containsExactly(
                        "DB5EUR01FT041.eop-EUR01.prod.protection.outlook.com 2603:10a6:10:1::41 AM0PR08MB1.eurprd08.prod.outlook.com PT2S true",
                        "mail.mailer.example 203.0.113.7 DB5EUR01FT041.mail.protection.outlook.com PT10S true",
                        "[192.168.1.7] 198.51.100.9 mail.mailer.example null false");
        assertThat(analysis.hops().getLast().recipient()).isEqualTo("ben@contoso.com");
        assertThat(analysis.hops().getFirst().delay()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void microsoftsReportsAreReadFieldByField() {
        assertThat(analysis.antispam()).hasSize(3);
        var forefront = analysis.antispam().getFirst();
        assertThat(forefront.connectingIp()).isEqualTo("203.0.113.7");
        assertThat(forefront.country()).isEqualTo("NL");
        assertThat(forefront.spamConfidenceLevel()).isEqualTo(9);
        assertThat(forefront.filterVerdict()).isEqualTo("SPM");
        assertThat(forefront.category()).isEqualTo("HPHISH");
        assertThat(forefront.safetyTip()).isEqualTo("9.19");
        assertThat(forefront.bulk()).isNull();
        assertThat(forefront.fields())
                .containsEntry("SFS", "(13230040)(35042699022)")
                .containsKey("SRV");
        assertThat(analysis.antispam().get(1).bulkComplaintLevel()).isEqualTo(7);
        assertThat(analysis.antispam().get(1).untrusted()).isFalse();
        assertThat(analysis.antispam().get(2).untrusted()).isTrue();
    }

    @Test
    void theActivityIsValidInTheStandardAndSaysTheSame() {
        var activity = Objects.requireNonNull(analysis.activity());

        assertThat(Mails.standardErrors(analysis)).isEmpty();
        assertThat(activity.directionId()).isEqualTo(Direction.INBOUND);
        assertThat(activity.time())
                .isEqualTo(Instant.parse("2026-02-03T09:30:02Z").toEpochMilli());
        assertThat(Objects.requireNonNull(activity.srcEndpoint()).ip()).isEqualTo("203.0.113.7");
        assertThat(activity.smtpHello()).isEqualTo("mail.mailer.example");
        assertThat(activity.messageTraceUid()).isEqualTo("2c8d3f60-9b1e-4c55-8d7a-08de62f1a4b7");
        assertThat(activity.email().from()).isEqualTo("billing@contoso.com");
        assertThat(activity.email().fromMailbox()).isEqualTo("Contoso Billing <billing@contoso.com>");
        assertThat(activity.email().to()).containsExactly("ben@contoso.com", "ann@contoso.com", "carl@contoso.com");
        var auth = Objects.requireNonNull(activity.emailAuth());
        assertThat(auth.spf()).isEqualTo("fail");
        assertThat(auth.dkimDomain()).isEqualTo("Mailer.example");
        assertThat(auth.dmarcOverride()).isEqualTo("oreject");
    }

    @Test
    void rawBytesInHeadersAreReadAsUtf8OrLatin1() {
        assertThat(Mails.analyze("Subject: Grüße\n\nx").headers().subject()).isEqualTo("Grüße");
        assertThat(Mails.analyze("Subject: Grüße\r\n\r\nx".getBytes(StandardCharsets.ISO_8859_1))
                        .headers()
                        .subject())
                .isEqualTo("Grüße");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?utf-8?B?R3LDvMOfZQ==?= | Grüße",
                "=?utf-8?B?R3LDvMOfZQ?= | Grüße",
                "=?UTF-8?Q?Gr=C3=BC?= =?UTF-8?Q?=C3=9Fe?= | Grüße",
                "=?utf-8?Q?a b?= c | a b c",
                "=?iso-8859-1*de?q?Gr=FC=DFe?= | Grüße",
                "=?utf-7?Q?+AEEAQg-?= | AB",
                "=?no-such-set?Q?abc?= | abc",
                "=?utf-8?X?abc?= | =?utf-8?X?abc?=",
                "=?utf-8?B?abc | =?utf-8?B?abc",
                "=?gb2312?B?1tDOxA==?= | 中文",
                "re: =?utf-8?q?x?=y | re: xy"
            })
    void encodedWordsAreDecodedAsMailProgramsDo(String encoded, String decoded) {
        assertThat(EncodedWords.decode(encoded)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tue, 3 Feb 2026 10:29:48 +0100 | 2026-02-03T09:29:48Z",
                "3 Feb 26 10:29 GMT | 2026-02-03T10:29:00Z",
                "Tue, 03 Feb 2026 10:29:48 -0800 (PST) | 2026-02-03T18:29:48Z",
                "Tue, 03 Feb 2026 10:29:48 EST | 2026-02-03T15:29:48Z",
                "03-Feb-2026 10:29:48 | 2026-02-03T10:29:48Z"
            })
    void datesAreReadInTheirManyForms(String text, Instant time) {
        assertThat(MailDate.of(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "99 Feb 2026 10:00:00", "3 Foo 2026 10:00:00", "3 Feb 2026 99:00:00 +9999"})
    void whatIsNoDateIsNone(String text) {
        assertThat(MailDate.of(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attachment; filename=\"a b.pdf\" | a b.pdf",
                "attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.pdf | Grüße.pdf",
                "attachment; filename*0=\"long \"; filename*1=\"name.pdf\" | long name.pdf",
                "attachment; filename*1*=%C3%9Fe.pdf; filename*0*=utf-8''Gr%C3%BC | Grüße.pdf",
                "attachment; filename=\"=?utf-8?Q?Gr=C3=BC=C3=9Fe.pdf?=\" | Grüße.pdf",
                "attachment; filename==?utf-8?Q?a.pdf?= | a.pdf",
                "attachment;; filename=a.pdf;; | a.pdf",
                "attachment; filename=\"unclosed.exe | unclosed.exe",
                "attachment; filename=\"a.pdf\".exe | a.pdf.exe",
                "attachment; filename=a.pdf; filename=b.exe | a.pdf"
            })
    void fileNamesAreReadAsSendersWriteThem(String disposition, String name) {
        assertThat(Parameters.of(disposition).get("filename")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../../etc/passwd | passwd | pathTraversal",
                "C:\\temp\\x.exe | x.exe | pathTraversal executable",
                "invoice.pdf.exe | invoice.pdf.exe | doubleExtension executable",
                "ann\u202Efdp.exe | ann_fdp.exe | rightToLeft executable",
                "CON | _CON | ''",
                "... | _ | ''",
                "a.pdf | a.pdf | ''"
            })
    void dangerousNamesAreToldAndMadeSafe(String name, String safe, String flags) {
        assertThat(FileName.safe(name)).isEqualTo(safe);
        assertThat(String.join(" ", FileName.flags(name, false))).isEqualTo(flags);
    }

    @Test
    void ipAddressesAreRecognizedAndNothingElse() {
        assertThat(List.of("1.2.3.4", "[1.2.3.4]", "::1", "IPv6:2603:10a6::1", "[IPv6:fe80::1%eth0]", "::ffff:1.2.3.4"))
                .allSatisfy(text -> assertThat(Ip.of(text)).isNotNull());
        assertThat(List.of("1.2.3", "1.2.3.256", "abc", "1:2", ":::", "1::2::3", "12345::1", "12:30", ""))
                .allSatisfy(text -> assertThat(Ip.of(text)).as(text).isNull());
    }
}
