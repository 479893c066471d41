package io.sluice.connections.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CapabilitiesDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "capabilities.md");

    @Test
    void theDocumentSaysWhatTheTableSays() throws IOException {
        String made = CapabilitiesDocument.markdown();
        if (Boolean.getBoolean("sluice.docs.write")) {
            Files.writeString(DOCUMENT, made);
        }
        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as("docs/capabilities.md is not what the table says. Write it anew: mvn -pl connection-service test"
                        + " -Dtest=CapabilitiesDocumentTest -Dsluice.docs.write=true")
                .isEqualTo(made);
    }
}
