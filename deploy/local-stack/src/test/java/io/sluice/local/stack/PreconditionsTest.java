package io.sluice.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.local.UserError;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreconditionsTest {

    @TempDir
    private Path folder;

    @Test
    void aPortInUseIsNamedWithWhatNeedsItAndWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            // Any free port that an offset can reach stands for Kafka's.
            int offset = 20_000;
            while (!taken.isBound()) {
                offset++;
                try {
                    taken.bind(Ports.socket(new Ports(offset).kafka()));
                } catch (IOException inUse) {
                    assertThat(offset).isLessThan(21_000);
                }
            }
            Ports ports = new Ports(offset);

            assertThatThrownBy(() -> Preconditions.portsAreFree(ports))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("Port " + ports.kafka() + " for Kafka is in use")
                    .hasMessageContaining("SLUICE_PORT_OFFSET");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Home home = new Home(folder);
        Files.writeString(home.state(), "a file where the folder should be");

        assertThatThrownBy(() -> Preconditions.foldersAreWritable(home))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Cannot write to " + home.state());
    }

    @Test
    void aServiceThatWasNotBuiltIsNamed() {
        assertThatThrownBy(() -> Preconditions.jarsAreBuilt(new Home(folder), List.of("incident-poller")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("incident-poller has not been built");
    }

    @Test
    void aFolderIsRemovedWithAllThatIsInItAndOneThatIsNotThereIsNoProblem() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data/kafka")).resolve("log");
        Files.writeString(data, "record");

        Preconditions.removed(folder.resolve("data"));
        Preconditions.removed(folder.resolve("data"));

        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void onlyThePartsThatAreAskedForStartAndAnUnknownOneIsNamed() {
        Blueprint blueprint = Blueprint.of(new Home(folder), new Ports(0), Map.of());

        assertThat(blueprint.waves(Set.of("kafka", "incident-poller")))
                .extracting(wave -> wave.stream().map(Part::name).toList())
                .containsExactly(List.of("kafka"), List.of("incident-poller"));
        assertThatThrownBy(() -> blueprint.waves(Set.of("redis")))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("There is no part 'redis'; the parts are kafka, postgres");
    }
}
