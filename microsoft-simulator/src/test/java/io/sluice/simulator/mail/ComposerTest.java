package io.sluice.simulator.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.mail.Letter.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposerTest {

    private static Letter letter(Shape shape, String subject, List<FileContent> files, long seed) {
        return new Letter(
                "c0a70000-0000-4000-8000-000000000001",
                "contoso.example",
                "0f0e0d0c-1111-4222-8333-08dcf0a1b2c3",
                "<1@mailer.example>",
                "billing@mailer.example",
                "Billing",
                "198.18.4.5",
                List.of("anna@contoso.example"),
                subject,
                Instant.parse("2026-03-04T05:06:07Z"),
                new Verdict("HPHISH", 9, 0, false),
                true,
                shape,
                files,
                List.of("https://login-amber.example/common/oauth2?a=1&b=2"),
                seed);
    }

    private static String text(Shape shape) {
        return new String(
                Composer.compose(letter(shape, shape.language().subjects().getFirst(), List.of(), 3)),
                StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @EnumSource
    void everyShapeIsTheSameEachTimeAndCarriesTheMarksOfExchange(Shape shape) {
        Letter letter = letter(shape, "Invoice 4711", List.of(new FileContent("a.zip", 4)), 9);
        byte[] once = Composer.compose(letter);
        assertThat(Composer.compose(letter)).isEqualTo(once);
        assertThat(new String(once, StandardCharsets.ISO_8859_1))
                .startsWith("Received: from ")
                .contains("Subject: Invoice 4711")
                .contains("CAT:HPHISH;")
                .contains("dkim=none (message not signed)")
                .contains("X-MS-Exchange-Organization-Network-Message-Id: 0f0e0d0c-1111-4222-8333-08dcf0a1b2c3")
                .contains("Message-ID: <1@mailer.example>");
    }

    @ParameterizedTest
    @EnumSource
    void subjectsInEveryLanguageCanBeReadAgain(Shape shape) throws IOException {
        for (String subject : shape.language().subjects()) {
            Letter letter = letter(shape, subject, List.of(), subject.length());
            assertThat(Head.of(new MailBytes.Composed(letter)).first("Subject")).satisfies(read -> {
                if (shape != Shape.LATIN1_HTML && shape.flaw() != Shape.Flaw.NULS) {
                    assertThat(read.replace(" ", "")).isEqualTo(subject.replace(" ", ""));
                }
            });
        }
    }

    @Test
    void charsetsAreTheRealOnes() {
        assertThat(text(Shape.LATIN1)).contains("\u00c4nderung").contains("charset=\"iso-8859-1\"");
        assertThat(text(Shape.JAPANESE)).contains("\u001b$B").contains("=?iso-2022-jp?");
        assertThat(new String(
                        text(Shape.CYRILLIC).getBytes(StandardCharsets.ISO_8859_1), Charset.forName("windows-1251")))
                .contains("Уважаемый клиент");
        assertThat(text(Shape.UTF16)).contains("charset=\"utf-16\"").contains("/v8A");
    }

    @Test
    void whatIsWrongIsWrong() {
        assertThat(text(Shape.OPEN_BOUNDARY)).contains("boundary=\"").doesNotContainPattern("--_[^\\r]*--\\r\\n$");
        assertThat(text(Shape.ALTERNATIVE)).containsPattern("--_[^\\r]*--\\r\\n$");
        assertThat(text(Shape.NULS)).contains("Mass\0Mailer").contains("vi\0agra");
        assertThat(text(Shape.BARE_LINE_FEEDS)).containsPattern("[^\\r]\\n").containsPattern("\\r[^\\n]");
        assertThat(text(Shape.DUPLICATE_HEADERS).split("\r\nSubject: ", -1)).hasSize(3);
        assertThat(text(Shape.DEFANGED)).contains("hxxps://login-amber[.]example/common/oauth2");
        assertThat(text(Shape.RAW_HEADERS)).contains("Subject: Ð");
        assertThat(text(Shape.RELATED)).contains("safelinks.protection");
        assertThat(text(Shape.FORWARDED)).contains("Content-Type: message/rfc822");
        assertThat(text(Shape.CALENDAR)).contains("BEGIN:VEVENT");
    }

    @Test
    void quotedPrintableIsReadAsItWasWritten() throws IOException {
        String text = "Grüße =\tund   \r\n" + "x".repeat(200) + " é\r\nEnde ";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] encoded = Encodings.quotedPrintable(bytes);
        assertThat(new String(encoded, StandardCharsets.US_ASCII).lines()).allMatch(line -> line.length() <= 76);
        assertThat(new QuotedPrintableInputStream(new ByteArrayInputStream(encoded)).readAllBytes())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {8192, 8193, 10_240, 1_000_003})
    void aWeightyMessageHasExactlyItsSizeEachTime(long size) throws IOException {
        MailBytes message = new MailBytes.Weighty(letter(Shape.PLAIN, "Recording", List.of(), 1), size);
        try (InputStream one = message.open();
                InputStream other = message.open()) {
            byte[] bytes = one.readAllBytes();
            assertThat(bytes).hasSize((int) size);
            assertThat(other.readAllBytes()).isEqualTo(bytes);
        }
    }
}
