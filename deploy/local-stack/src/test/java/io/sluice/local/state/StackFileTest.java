package io.sluice.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.home.Home;
import io.sluice.local.process.Mark;
import io.sluice.local.state.StackState.Phase;
import io.sluice.local.state.StackState.RunningPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final StackState STATE = new StackState(Phase.STARTING, "", new Mark(7, NOW), NOW, 100, List.of());

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(new Home(folder).state());
    }

    @Test
    void whatWasWrittenIsRead() {
        StackFile file = new StackFile(new Home(folder));
        StackState state = STATE.with(new RunningPart("kafka", new Mark(8, NOW), 19_092, 0))
                .in(Phase.READY, "");

        file.write(state);

        assertThat(file.read()).contains(state);
        file.delete();
        assertThat(file.read()).isEmpty();
    }

    @Test
    void aDamagedFileIsLikeNone() throws IOException {
        Files.writeString(new Home(folder).stackFile(), "{\"phase\":\"REA");

        assertThat(new StackFile(new Home(folder)).read()).isEmpty();
    }

    @Test
    void theScriptFindsTheSupervisorInTheFile() throws IOException {
        new StackFile(new Home(folder)).write(STATE);

        // ./sluice reads it with sed, before any Java is there.
        assertThat(Files.readString(new Home(folder).stackFile())).contains("\"supervisor\":{\"pid\":7,");
    }

    @Test
    void aPartThatIsStartedAgainReplacesItself() {
        StackState state = STATE.with(new RunningPart("kafka", new Mark(8, NOW), 19_092, 0))
                .with(new RunningPart("kafka", new Mark(9, NOW), 19_092, 1));

        assertThat(state.parts()).containsExactly(new RunningPart("kafka", new Mark(9, NOW), 19_092, 1));
    }
}
