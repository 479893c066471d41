package io.sluice.sentinel.answer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The settings of questions and their answers. */
@ConfigMapping(prefix = "sluice.sentinel.questions")
public interface QuestionSettings {

    /**
     * How long a question may take from when it is worked on, waiting for its turn at Microsoft included; then it fails
     * with the rows that there are.
     */
    @WithDefault("PT15M")
    Duration timeLimit();

    /** How many questions are worked on at once. */
    @WithDefault("128")
    @Min(1)
    int atOnce();

    /** How many of them are for one tenant: as many as Log Analytics and hunting take at once. */
    @WithDefault("7")
    @Min(1)
    int perTenant();

    /** How much memory the answers may take that wait, compressed, until they are written. */
    @WithDefault("64M")
    MemorySize answerMemory();
}
