package io.sluice.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the contract that is made from code and committed, so that others can read it and changes show up. */
public final class CommittedFile {

    private static final Path RESOURCES = Path.of("src", "main", "resources", "io", "sluice", "contracts");

    private CommittedFile() {}

    /** Fails if the committed file is another one; writes it instead if {@code -Dsluice.contracts.write=true}. */
    public static void assertUpToDate(String name, String made) {
        Path file = RESOURCES.resolve(name);
        try {
            if (Boolean.getBoolean("sluice.contracts.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, made);
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as(
                            "%s is not what the code says. If the change is meant and keeps the rules of README.md, write the"
                                    + " contract anew: mvn -pl contracts test -Dsluice.contracts.write=true",
                            name)
                    .isEqualTo(made);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
