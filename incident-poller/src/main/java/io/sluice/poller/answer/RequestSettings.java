package io.sluice.poller.answer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The settings of requests for incidents and their answers. */
@ConfigMapping(prefix = "sluice.poller.requests")
public interface RequestSettings {

    /**
     * How long a request may take from when it is worked on, waiting for its turn at Microsoft included; then it fails
     * with what there is.
     */
    @WithDefault("PT5M")
    Duration timeLimit();

    /** How many requests are worked on at once. */
    @WithDefault("16")
    @Min(1)
    int atOnce();

    /** How many of them are for one tenant. */
    @WithDefault("4")
    @Min(1)
    int perTenant();

    /** How much memory the answers may take that wait, compressed, until they are written. */
    @WithDefault("32M")
    MemorySize answerMemory();
}
