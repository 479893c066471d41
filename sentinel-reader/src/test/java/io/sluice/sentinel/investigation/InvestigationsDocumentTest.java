package io.sluice.sentinel.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InvestigationsDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "investigations.md");

    @Test
    void theDocumentSaysWhatTheCodeSays() throws IOException {
        String made = InvestigationsDocument.markdown();
        if (Boolean.getBoolean("sluice.docs.write")) {
            Files.writeString(DOCUMENT, made);
        }
        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as("docs/investigations.md is not what the code says. Write it anew: mvn -pl sentinel-reader test"
                        + " -Dtest=InvestigationsDocumentTest -Dsluice.docs.write=true")
                .isEqualTo(made);
    }
}
