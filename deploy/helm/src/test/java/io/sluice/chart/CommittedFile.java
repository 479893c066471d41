package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the chart that is made from code and committed, so that the chart needs nothing else. */
final class CommittedFile {

    private CommittedFile() {}

    /** Fails if the committed file is another one; writes it instead if {@code -Dsluice.contracts.write=true}. */
    static void assertUpToDate(Path file, String made) {
        try {
            if (Boolean.getBoolean("sluice.contracts.write")) {
                Files.writeString(file, made);
            }
            assertThat(Files.readString(file))
                    .as(
                            "%s is not what the code says. Write it anew: mvn -pl deploy/helm test"
                                    + " -Dsluice.contracts.write=true",
                            file)
                    .isEqualTo(made);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
