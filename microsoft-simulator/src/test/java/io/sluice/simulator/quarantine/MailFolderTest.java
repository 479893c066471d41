package io.sluice.simulator.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.mail.Glance;
import io.sluice.simulator.mail.MessageIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFolderTest {

    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
    private static final Path FIXTURES = Path.of("../../shared/fixtures");

    @TempDir
    Path folder = Path.of("target");

    private List<Quarantined> read(Path from) {
        return MailFolder.read(List.of(from), "replay.example", START);
    }

    @Test
    void filesLieInTheQuarantineAsTheirHeadersSay() throws IOException {
        Files.writeString(
                folder.resolve("a.eml"),
                "Message-ID: <1@x>\r\nFrom: Someone <s@x.example>\r\nTo: a@y.example,\r\n b@y.example\r\n"
                        + "Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\n =?utf-8?B?IQ==?=\r\n\r\ntext",
                StandardCharsets.US_ASCII);
        Files.writeString(folder.resolve("b.txt"), "no mail");
        Quarantined message = read(folder).getFirst();
        assertThat(read(folder)).hasSize(1);
        assertThat(message.subject()).isEqualTo("Grüße!");
        assertThat(message.sender()).isEqualTo("s@x.example");
        assertThat(message.recipients()).containsExactly("a@y.example", "b@y.example");
        assertThat(message.internetMessageId()).isEqualTo("<1@x>");
        assertThat(message.received()).isBefore(START);
        assertThat(MessageIds.isId(message.networkMessageId())).isTrue();
    }

    @Test
    void bytesThatAreNoMailLieThereAllTheSame() throws IOException {
        byte[] bytes = new byte[100_000];
        new SplittableRandom(2).nextBytes(bytes);
        Files.write(folder.resolve("x.eml"), bytes);
        Files.write(folder.resolve("y.eml"), new byte[0]);
        assertThat(read(folder)).hasSize(2);
        assertThat(read(folder).getFirst().bytes().open().readAllBytes()).isEqualTo(bytes);
        assertThat(read(folder).getFirst().recipients()).isNotEmpty();
    }

    @Test
    void allFixturesAreTakenAndCanBeLookedAt() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(FIXTURES));
        List<Quarantined> messages = read(FIXTURES);
        assertThat(messages).hasSizeGreaterThan(10);
        for (Quarantined message : messages) {
            assertThat(Glance.at(message.bytes())).isNotNull();
        }
    }
}
