package io.sluice.microsoft.agent;

import io.sluice.contracts.access.Agents;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Makes of {@code sluice.agent} what consumer groups and application ids begin with, {@code sluice.applications}: an
 * agent's are its own, so that it takes no partition from the main service or from another agent.
 */
public final class ApplicationPrefix implements ConfigSourceFactory {

    private static final String NAME = "sluice.applications";

    /** Above all that can be set: who set it otherwise would let an agent take the main service's work. */
    private static final int ORDINAL = 1000;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue agent = context.getValue("sluice.agent");
        String name = agent == null ? null : agent.getValue();
        String prefix = name == null || !Agents.isName(name) ? Agents.MAIN_PREFIX : Agents.prefix(name);
        return List.of(new PropertiesConfigSource(Map.of(NAME, prefix), NAME, ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
