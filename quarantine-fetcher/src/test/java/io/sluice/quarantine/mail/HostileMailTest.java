package io.sluice.quarantine.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.json.Json;
import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.mail.MailPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that were made to break, blind or exhaust a parser. */
class HostileMailTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "no header at all",
                ":::\n\n:",
                "\u0000\u0000\u0000",
                "Subject",
                "Subject:",
                "Content-Type: multipart/mixed\n\n--x\n\nno boundary",
                "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\nx\n----\n",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
                "Content-Type: multipart/mixed; boundary=b\n\nnever begins",
                "Content-Type: multipart/mixed; boundary=b\n\n--b--\n--b\n\nafter the end",
                "Content-Type: text/plain; charset=\"\u0001\"\n\nx",
                "Content-Type: ;;;===;\n\nx",
                "Content-Type: message/rfc822\n\n",
                "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n!!!",
                "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n",
                "Content-Transfer-Encoding: quoted-printable\n\n=XX=\n=\n=3",
                "From: <<<<@@@>>>,,;;::\"(\n\nx",
                "Date: \n\nx",
                "Received: ;;; from by with id\n\nx",
                "Authentication-Results: ;;=;a=;=b;(((\nDKIM-Signature: =;;\nReceived-SPF:\n\nx"
            })
    void whateverComesIsAnalyzed(String message) {
        MailAnalysis analysis = Mails.analyze(message);

        assertThat(Json.write(analysis)).isNotEmpty();
        assertThat(Mails.standardErrors(analysis)).isEmpty();
        assertThat(Mails.defects(analysis)).doesNotContain("notUnderstood");
    }

    @Test
    void malformedThingsAreTold() {
        assertThat(Mails.defects(Mails.analyze("Content-Type: multipart/mixed\n\nx")))
                .contains("noBoundary");
        assertThat(Mails.defects(Mails.analyze("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx")))
                .contains("boundaryMissing");
        assertThat(Mails.defects(Mails.analyze("Content-Type: text/plain; charset=klingon\n\nx")))
                .contains("unknownCharset");
        assertThat(Mails.defects(Mails.analyze("Content-Transfer-Encoding: base64\n\n@@@@####")))
                .contains("base64");
        assertThat(Mails.defects(Mails.analyze("Content-Transfer-Encoding: quoted-printable\n\n=XY")))
                .contains("quotedPrintable");
        assertThat(Mails.defects(Mails.analyze("Content-Transfer-Encoding: rot13\n\nx")))
                .contains("unknownTransferEncoding");
    }

    @Test
    void whatStandsOutsideOfPartsIsSearchedToo() {
        MailAnalysis analysis =
                Mails.analyze("Content-Type: multipart/mixed; boundary=b\n\n--c\n\nhttps://evil.test/wrong-boundary");

        assertThat(analysis.urls()).hasSize(1);
        assertThat(Mails.defects(analysis)).contains("boundaryMissing");
    }

    @Test
    void aMessageWhoseLinesEndInCrAloneIsRead() {
        MailAnalysis analysis = Mails.analyze(
                "Subject: hi\rFrom: a@b.example\r\rhttps://evil.test/cr".getBytes(StandardCharsets.US_ASCII));

        assertThat(analysis.headers().subject()).isEqualTo("hi");
        assertThat(analysis.urls()).hasSize(1);
        assertThat(Mails.defects(analysis)).contains("linesEndInCr");
    }

    @Test
    void anEnvelopeLineAndAByteOrderMarkAreSkipped() {
        MailAnalysis analysis = Mails.analyze("\uFEFFFrom someone Tue Feb 3 2026\nSubject: hi\n\nx");

        assertThat(analysis.headers().subject()).isEqualTo("hi");
    }

    @Test
    void aHeaderLineOfTenMegabytesIsCutAndWhatFollowsIsRead() {
        MailAnalysis analysis = Mails.analyze("X: " + "a".repeat(10_000_000) + "\nSubject: hi\n\nhttps://evil.test/");

        assertThat(analysis.headers().subject()).isEqualTo("hi");
        assertThat(analysis.urls()).hasSize(1);
        assertThat(Mails.limits(analysis)).containsExactly("headerFieldBytes");
    }

    @Test
    void manyHeadersAreCountedAndTheFirstOnesKept() {
        MailAnalysis analysis = Mails.analyze("Subject: hi\n" + "X: y\n".repeat(50_000) + "\nx");

        assertThat(analysis.headers().fields()).isEqualTo(50_001);
        assertThat(analysis.headers().subject()).isEqualTo("hi");
        assertThat(Mails.limits(analysis)).containsExactly("headerFields");
    }

    @Test
    void thousandsOfPartsEndAtTheLimit() {
        MailAnalysis analysis = Mails.analyze("Subject: hi\nContent-Type: multipart/mixed; boundary=b\n\n"
                + "--b\nContent-Type: text/plain\n\nx\n".repeat(20_000) + "--b--");

        assertThat(analysis.parts()).hasSize(MailLimits.defaults().parts());
        assertThat(Mails.limits(analysis)).containsExactly("parts");
        assertThat(analysis.headers().subject()).isEqualTo("hi");
    }

    @Test
    void containersInContainersEndAtTheLimit() {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("z\n\n--b")
                    .append(i)
                    .append("z\n");
        }

        MailAnalysis analysis = Mails.analyze(message + "\nhttps://evil.test/");

        assertThat(Mails.limits(analysis)).contains("partDepth");
        assertThat(analysis.parts()).hasSizeLessThan(40);
    }

    @Test
    void messagesInMessagesEndAtTheLimit() {
        MailAnalysis analysis = Mails.analyze("Content-Type: message/rfc822\nSubject: in\n\n".repeat(50) + "x");

        assertThat(Mails.limits(analysis)).contains("messageDepth");
        assertThat(analysis.messages())
                .hasSize(9)
                .allSatisfy(message -> assertThat(message.headers().subject()).isEqualTo("in"));
        assertThat(analysis.messages().getFirst().part()).isEqualTo("1");
        assertThat(analysis.messages().get(1).part()).isEqualTo("1.1");
    }

    @Test
    void aMessageInAMessageHasItsOwnHeadersPartsAndDigests() {
        String inner = "Subject: inner\r\nFrom: c@d.example\r\n\r\nhttps://evil.test/inner\r\n";
        MailAnalysis analysis = Mails.analyze("""
                From: a@b.example
                Content-Type: multipart/mixed; boundary=b

                --b

                hello
                --b
                Content-Type: message/rfc822
                Content-Disposition: attachment; filename="fwd.eml"

                """ + inner.replace("\r\n", "\n") + "\n--b--\n");

        assertThat(analysis.parts()).extracting(MailPart::path).containsExactly("0", "1", "2", "2.1");
        assertThat(Mails.part(analysis, "2").role()).isEqualTo("message");
        assertThat(Mails.part(analysis, "2").size()).isEqualTo(inner.length());
        assertThat(analysis.messages().getFirst().headers().subject()).isEqualTo("inner");
        assertThat(Mails.url(analysis, "https://evil.test/inner")
                        .places()
                        .getFirst()
                        .part())
                .isEqualTo("2.1");
    }

    @Test
    void nothingOfTheTextIsInTheAnalysis() {
        MailAnalysis analysis =
                Mails.analyze("From: a@b.example\n\nA very secret sentence, with https://evil.test/ in it.");

        assertThat(new String(Json.write(analysis), StandardCharsets.UTF_8)).doesNotContain("secret");
        assertThat(Mails.part(analysis, "1").characters()).isEqualTo(54);
    }

    @Test
    void anAnalysisIsSmallHoweverMuchThereIsToTell() {
        StringBuilder message = new StringBuilder("From: ");
        for (int i = 0; i < 3_000; i++) {
            message.append("\"")
                    .append("ä".repeat(200))
                    .append("\" <a")
                    .append(i)
                    .append("@b.example>,\n ");
        }
        message.append("x@y.example\nContent-Type: multipart/mixed; boundary=b\n\n");
        for (int i = 0; i < 400; i++) {
            message.append("--b\nContent-Disposition: attachment; filename=\"")
                    .append("ü".repeat(400))
                    .append("\"\n\nhttps://evil.test/")
                    .append(i)
                    .append("?")
                    .append("z".repeat(2_000))
                    .append('\n');
        }

        MailAnalysis analysis = Mails.analyze(message.toString());

        assertThat(Json.write(analysis).length).isLessThan(1_500_000);
        assertThat(Mails.limits(analysis)).contains("keptCharacters");
        assertThat(analysis.headers().from()).isNotEmpty();
        assertThat(analysis.urls()).isNotEmpty();
        assertThat(Mails.standardErrors(analysis)).isEmpty();
    }

    @Test
    void htmlBeyondTheLimitIsNotLookedInto() {
        String html = "<b>".repeat(7 * 1024 * 1024);

        MailAnalysis analysis = Mails.analyze("Content-Type: text/html\n\n" + html + "https://evil.test/");

        assertThat(Mails.limits(analysis)).contains("htmlCharacters");
        assertThat(Mails.part(analysis, "1").size()).isEqualTo(html.length() + "https://evil.test/".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<a href=x>",
                "<table><tr><td>",
                "<font><b><i>",
                "<svg><a>",
                "<!--",
                "<select><option>",
                "<",
                "</p>",
                "&amp",
                "<p a="
            })
    void htmlThatIsMadeToBeSlowIsRead(String piece) {
        String html = piece.repeat(1_000_000 / piece.length());

        assertThat(Mails.analyze("Content-Type: text/html\n\n" + html).parts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://", "://", "www.", "a@", "[.]", "hxxp://a[.]", "((", "https://a.b/((", "x://y.z:", "%00"})
    void textThatIsMadeToBeSlowIsRead(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());

        assertThat(Mails.analyze("Content-Type: text/plain\n\n" + text).parts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "\"", "<", "=?", "=?utf-8?q?", ",", ";", ":", "a=", "@", "\\", "[", "=?a?b?", "; x*0*="})
    void headersThatAreMadeToBeSlowAreRead(String piece) {
        String value = piece.repeat(65_000 / piece.length());
        StringBuilder message = new StringBuilder();
        for (String name : new String[] {
            "From",
            "To",
            "Subject",
            "Received",
            "Authentication-Results",
            "DKIM-Signature",
            "Received-SPF",
            "X-Forefront-Antispam-Report",
            "Content-Type",
            "Content-Disposition",
            "Date",
            "References"
        }) {
            message.append(name).append(": ").append(value).append('\n');
        }

        assertThat(Mails.analyze(message + "\nx").parts()).hasSize(1);
    }

    @Test
    void onlyTheStreamsOwnFailureIsAFailure() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        InputStream begun = new SequenceInputStream(
                new ByteArrayInputStream("Subject: hi\n".getBytes(StandardCharsets.US_ASCII)), broken);

        assertThatThrownBy(() -> new MailAnalyzer(MailLimits.defaults()).analyze(begun))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
    }

    @Test
    void whatIsDangerousAboutAnAttachmentIsTold() {
        MailAnalysis analysis = Mails.analyze("""
                From: a@b.example
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: application/pdf; name="=?utf-8?Q?Rechnung.pdf.exe?="
                Content-Disposition: attachment; filename="../Rechnung.pdf.exe"
                Content-Transfer-Encoding: base64

                TVqQAAMAAAAEAAAA//8AALgAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
                --b
                Content-Type: application/ms-tnef; name="winmail.dat"

                x
                --b
                Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"

                x
                --b--
                """);

        MailPart exe = Mails.part(analysis, "1");
        assertThat(exe.fileName()).isEqualTo("../Rechnung.pdf.exe");
        assertThat(exe.safeFileName()).isEqualTo("Rechnung.pdf.exe");
        assertThat(exe.flags()).contains("pathTraversal", "doubleExtension", "executable");
        assertThat(exe.declaredType()).isEqualTo("application/pdf");
        assertThat(exe.detectedType()).startsWith("application/x-").doesNotContain("pdf");
        assertThat(exe.typeMismatch()).isTrue();
        assertThat(Mails.part(analysis, "2").flags()).contains("tnef");
        assertThat(Mails.part(analysis, "3").flags()).contains("smime", "encrypted");
        assertThat(Objects.requireNonNull(analysis.activity()).email().files()).hasSize(3);
        assertThat(Mails.standardErrors(analysis)).isEmpty();
    }
}
