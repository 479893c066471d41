package io.sluice.microsoft.agent;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;

/** Tells an agent's meters from those of the main services and of other agents: each has its name as {@code agent}. */
public final class AgentTag {

    private static final String KEY = "agent";

    private AgentTag() {}

    /** Returns what adds an agent's name to all meters; those of the main services stay as they are. */
    public static MeterFilter of(Side side) {
        return MeterFilter.commonTags(side.agent() == null ? Tags.empty() : Tags.of(Tag.of(KEY, side.agent())));
    }
}
