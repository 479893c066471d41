package io.sluice.quarantine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.contracts.quarantine.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealMailStoredTest {

    private static final Path FIXTURES = Path.of("..", "..", "shared", "fixtures");

    @Test
    void theBytesOfEveryMailAreStoredAsTheyWereSent(@TempDir Path directory) throws IOException {
        assumeTrue(Files.isDirectory(FIXTURES), "the fixtures are not there");
        List<Path> mails;
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            mails = files.filter(file -> file.toString().endsWith(".eml")).toList();
        }
        assertThat(mails).isNotEmpty();

        try (EvidenceStore store = Stores.inFolder(directory, new MovableClock())) {
            for (Path mail : mails) {
                byte[] sent = Files.readAllBytes(mail);
                Evidence evidence;
                try (EvidenceDraft draft = store.begin(Stores.CONTOSO)) {
                    draft.write(sent);
                    evidence = draft.keep();
                }
                try (EvidenceStream stored = store.open(Stores.CONTOSO, evidence.sha256())) {
                    assertThat(stored.readAllBytes()).as(mail.toString()).isEqualTo(sent);
                }
            }
        }
    }
}
