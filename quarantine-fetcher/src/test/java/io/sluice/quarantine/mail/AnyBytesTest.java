package io.sluice.quarantine.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.json.Json;
import io.sluice.contracts.mail.MailAnalysis;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the bytes are, there is an analysis, within its limits and valid in the standard. */
class AnyBytesTest {

    private static final List<String> PIECES = List.of(
            "From: a@b.example\r\n",
            "Subject: =?utf-8?B?w6Q=?=\r\n",
            "Content-Type: multipart/mixed; boundary=b\r\n",
            "Content-Type: message/rfc822\r\n",
            "Content-Type: text/html; charset=utf-7\r\n",
            "\r\n",
            "\r\n--b\r\n",
            "\r\n--b--\r\n",
            "Content-Transfer-Encoding: base64\r\n",
            "Content-Transfer-Encoding: quoted-printable\r\n",
            "UEsDBBQAAAAIAA==",
            "=3D=",
            "<a href='http://x.test'>y</a>",
            "hxxp://e[.]test ",
            "Content-Disposition: attachment; filename*0*=utf-8''%ff; filename*1=x\r\n",
            "\u0000",
            "\r",
            "\n",
            "PK\u0003\u0004",
            "Received: from a (1.2.3.4) by b.outlook.com; Tue, 3 Feb 2026 10:00:00 +0000\r\n",
            "Authentication-Results: spf=pass (x) smtp.mailfrom=a.b;dkim=none\r\n",
            "\uD83D\uDE00",
            "To: \"",
            "(",
            "<",
            ">",
            ";",
            "=?",
            "?=");

    @Property(tries = 400)
    void randomBytesAreAnalyzed(@ForAll byte[] bytes) {
        assertAnalyzed(bytes);
    }

    @Property(tries = 1500)
    void piecesOfMailInAnyOrderAreAnalyzed(@ForAll("pieces") List<String> pieces) {
        assertAnalyzed(String.join("", pieces).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 600)
    void damagedMailIsAnalyzed(@ForAll long seed) {
        var mails = Mails.fixtures();
        byte[] mail = mails.isEmpty()
                ? HeadersTest.QUARANTINED.getBytes(StandardCharsets.UTF_8)
                : Mails.bytes(mails.get((int) Long.remainderUnsigned(seed, mails.size())));
        assertAnalyzed(damaged(mail, new Random(seed)));
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(40);
    }

    private static byte[] damaged(byte[] mail, Random random) {
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        int i = 0;
        while (i < mail.length) {
            int run = Math.min(mail.length - i, 1 + random.nextInt(200));
            switch (random.nextInt(12)) {
                case 0 -> {} // left out
                case 1 -> {
                    damaged.write(mail, i, run);
                    damaged.write(mail, i, run);
                }
                case 2 -> damaged.write(random.nextInt(256));
                case 3 -> damaged.write(mail, random.nextInt(mail.length - run + 1), run);
                default -> damaged.write(mail, i, run);
            }
            i += run;
        }
        return damaged.toByteArray();
    }

    private static void assertAnalyzed(byte[] bytes) {
        MailAnalysis analysis = Mails.analyze(bytes);

        assertThat(analysis.size()).isEqualTo(bytes.length);
        assertThat(Mails.defects(analysis)).doesNotContain("notUnderstood");
        assertThat(analysis.parts().size())
                .isLessThanOrEqualTo(MailLimits.defaults().parts());
        assertThat(Json.write(analysis).length).isLessThan(1_500_000);
        assertThat(Mails.standardErrors(analysis)).isEmpty();
    }
}
