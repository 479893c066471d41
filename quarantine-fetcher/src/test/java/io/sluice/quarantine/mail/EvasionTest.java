package io.sluice.quarantine.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.mail.Hop;
import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.mail.MailPart;
import io.sluice.contracts.mail.MailUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that were made to hide something from the analysis. */
class EvasionTest {

    private static final String LINK = "<a href=https://evil.test/p>go</a>";

    private static String base64(String text) {
        return Base64.getMimeEncoder()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8))
                .replace("\r\n", "\n");
    }

    private static String decoy(int archives) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < 200; i++) {
                zip.putNextEntry(new ZipEntry(i + "n".repeat(490)));
            }
        }
        String part = "--b\nContent-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder().encodeToString(bytes.toByteArray()).replace("\r\n", "\n") + "\n";
        return "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + part.repeat(archives);
    }

    @Test
    void archivesFullOfLongNamesHideNothingThatFollows() throws IOException {
        MailAnalysis analysis = Mails.analyze(decoy(20) + "--b\nContent-Type: text/html\n\n" + LINK
                + "\n--b\nContent-Type: application/octet-stream; name=bad.exe\n\nMZ\n--b--\n");

        assertThat(analysis.urls()).extracting(MailUrl::url).containsExactly("https://evil.test/p");
        MailPart last = Mails.part(analysis, "22");
        assertThat(last.fileName()).isEqualTo("bad.exe");
        assertThat(last.sha256()).hasSize(64);
        assertThat(Mails.limits(analysis)).containsExactly("archiveNames");
    }

    @Test
    void namesThatTakeAllRoomHideNothingButNames() {
        String decoy = "--b\nContent-Disposition: attachment; filename=\"" + "n".repeat(300) + "\"\n\nx\n";
        MailAnalysis analysis = Mails.analyze("From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n"
                + decoy.repeat(300)
                + "--b\nContent-Type: text/html\n\n" + LINK
                + "\n--b\nContent-Type: application/octet-stream; name=bad.exe\n\nMZ\n"
                + "--b\nContent-Type: message/rfc822\n\nSubject: in\n\nhttps://evil.test/nested\n--b--\n");

        assertThat(analysis.urls())
                .extracting(MailUrl::url)
                .containsExactly("https://evil.test/p", "https://evil.test/nested");
        assertThat(Mails.part(analysis, "302").sha256()).hasSize(64);
        assertThat(Mails.part(analysis, "302").flags()).contains("executable");
        assertThat(Mails.part(analysis, "302").detectedType()).isNotNull();
        assertThat(analysis.messages()).hasSize(1);
        assertThat(Mails.limits(analysis)).containsExactly("keptCharacters");
    }

    @Test
    void longListsOfRecipientsDoNotEraseVerdicts() {
        String list =
                ("\"" + "n".repeat(250) + "\" <" + "u".repeat(60) + "@d.example>,\n ").repeat(200) + "x@y.example";
        StringBuilder message = new StringBuilder(HeadersTest.QUARANTINED.split("From: ", 2)[0]);
        for (String name : new String[] {"From", "To", "Cc", "Bcc", "Reply-To", "Sender"}) {
            message.append(name).append(": ").append(list).append('\n');
        }

        MailAnalysis analysis = Mails.analyze(message + "\nhttps://evil.test/");

        assertThat(analysis.authentication().dmarc()).isEqualTo("fail");
        assertThat(analysis.hops()).hasSize(3);
        assertThat(analysis.antispam()).hasSize(3);
        assertThat(analysis.urls()).hasSize(1);
        assertThat(analysis.headers().from()).isNotEmpty();
    }

    private static final String EDGE = """
            Received: from gw.outlook.com (10.1.2.3) by a.prod.outlook.com; Mon, 2 Feb 2026 10:00:00 +0000
            Received: from evil.mail.protection.outlook.com (203.0.113.5) by b.mail.protection.outlook.com; Mon, 2 Feb 2026 10:00:00 +0000
            """;
    private static final String FORGED = """
            Authentication-Results: spf=pass smtp.mailfrom=bank.example; dmarc=pass header.from=bank.example
            Received: from bank.example (192.0.2.9) by c.mail.protection.outlook.com; Mon, 2 Feb 2026 10:00:00 +0000
            """;

    @Test
    void thePeersOwnNameDoesNotMakeTheTrustedPathLonger() {
        for (String report : new String[] {"", "X-Forefront-Antispam-Report: CIP:255.255.255.255;CTRY:;\n"}) {
            MailAnalysis analysis = Mails.analyze(report + EDGE + FORGED + "From: a@bank.example\n\nx");

            assertThat(analysis.authentication().spf()).isNull();
            assertThat(analysis.hops()).extracting(Hop::trusted).containsExactly(true, false, false);
        }
        MailAnalysis known = Mails.analyze("X-Forefront-Antispam-Report: CIP:203.0.113.5;CTRY:US;\n" + EDGE + FORGED
                + "From: a@bank.example\n\nx");

        assertThat(known.authentication().spf()).isNull();
        assertThat(known.hops()).extracting(Hop::trusted).containsExactly(true, true, false);
    }

    @Test
    void noHopOfAMessageInAMessageIsTrusted() {
        MailAnalysis analysis =
                Mails.analyze("From: a@b.example\nContent-Type: message/rfc822\n\n" + EDGE + "From: c@d.example\n\nx");

        assertThat(analysis.messages().getFirst().hops()).hasSize(2).noneMatch(Hop::trusted);
    }

    @Test
    void aMessageIsOpenedWhateverItsTypeIsSaidToBe() {
        String inner = "From: e@evil.test\nSubject: in\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
                + base64(LINK);
        for (String type : new String[] {
            "application/octet-stream; name=fwd.eml", "application/octet-stream", "text/plain; name=fwd.eml"
        }) {
            MailAnalysis analysis = Mails.analyze("From: a@b.example\nContent-Type: " + type
                    + "\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\n"
                    + base64("Received: from a by b; Mon, 2 Feb 2026 10:00:00 +0000\n" + inner));

            assertThat(analysis.messages()).as(type).hasSize(1);
            assertThat(analysis.urls()).as(type).extracting(MailUrl::url).containsExactly("https://evil.test/p");
        }
    }

    @Test
    void linksAreFoundWhereOnlyBrowsersLook() {
        for (String html : new String[] {
            "<meta http-equiv=refresh content='0;https://evil.test/p'>",
            "<iframe srcdoc='&lt;a href=//evil.test/p&gt;x&lt;/a&gt;'></iframe>",
            "<a href='ms-word:ofe|u|https://evil.test/p'>x</a>"
        }) {
            assertThat(Mails.analyze("Content-Type: text/html\n\n" + html).urls())
                    .as(html)
                    .extracting(MailUrl::url)
                    .contains(html.contains("srcdoc") ? "//evil.test/p" : "https://evil.test/p");
        }
        assertThat(Mails.analyze("Content-Type: text/html\n\n<a href='ms-msdt:/id PCWDiagnostic'>x</a>")
                        .urls())
                .hasSize(1);
    }

    @Test
    void anEncodingWithACommentIsDecoded() {
        MailAnalysis analysis =
                Mails.analyze("Content-Type: text/html\nContent-Transfer-Encoding: base64 (x)\n\n" + base64(LINK));

        assertThat(analysis.urls()).extracting(MailUrl::url).containsExactly("https://evil.test/p");
        assertThat(Mails.defects(analysis)).contains("commentInTransferEncoding");
    }

    @Test
    void whatOtherProgramsMaySeeIsTold() {
        assertThat(Mails.defects(Mails.analyze("From: a@b.example\n\nhello\nbegin 644 invoice.exe\n`\nend\n")))
                .contains("uuencoded");
        assertThat(Mails.defects(
                        Mails.analyze("Content-Type: multipart/mixed; boundary*0=ab; boundary*1=cd\n\n--abcd\n\nx")))
                .contains("boundaryNotUnderstood");
    }

    @Test
    void aHeaderWhoseFirstLineEndsInCrAloneIsRead() {
        String start = "Subject: " + "a".repeat(4_000) + "\rX: " + "c".repeat(5_000);

        MailAnalysis analysis = Mails.analyze(
                (start + "\r\nFrom: e@evil.test\r\n\r\nhttps://evil.test/p").getBytes(StandardCharsets.US_ASCII));

        assertThat(analysis.headers().from()).hasSize(1);
        assertThat(analysis.urls()).hasSize(1);
    }

    /** A piece ends after 64 Ki characters; wherever that is in these, nothing may be lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s<a href='https://evil.test/login'>x</a>",
                "%s <a title='%s' href='//evil.test/login'>x</a>",
                "%s <a title='<<%s<b' href=\"//evil.test/login\">x</a>",
                "%s <a %s href = '//evil.test/login'>x</a>",
                "%s<!-- <a title=' --><a href=\"//evil.test/login\">x</a>%s",
                "%s<script>var a=\"<a title='\";</script><p>%s<a href=\"//evil.test/login\">x</a></p>",
                "%s<p>see https://evil.test/login and</p>"
            })
    void noLinkIsLostBetweenTwoPieces(String html) {
        for (int length = 65_400; length < 65_560; length += 7) {
            for (int other : new int[] {3, 40_000, 70_000, 140_000}) {
                String mail = "Content-Type: text/html\n\n"
                        + html.replaceFirst("%s", "w ".repeat(length / 2)).replace("%s", "a".repeat(other));

                assertThat(Mails.analyze(mail).urls())
                        .as("%s, %d, %d", html, length, other)
                        .extracting(MailUrl::url)
                        .anyMatch(url -> url.endsWith("//evil.test/login"));
            }
        }
    }

    @Test
    void aUrlInATextWithoutSpacesIsWholeWhereverAPieceEnds() {
        for (int length = 65_400; length < 65_560; length += 3) {
            String mail = "Content-Type: text/plain\n\n" + "<a>".repeat(length / 3) + "https://evil.test/login<"
                    + "b>".repeat(9_000);

            assertThat(Mails.analyze(mail).urls())
                    .as("%d", length)
                    .extracting(MailUrl::url)
                    .containsExactly("https://evil.test/login");
        }
    }
}
