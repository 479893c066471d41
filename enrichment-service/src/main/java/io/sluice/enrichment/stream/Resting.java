package io.sluice.enrichment.stream;

import io.sluice.contracts.topic.Keys;
import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.graph.Component;
import java.util.HashMap;
import java.util.Map;

/**
 * Which large incidents are left alone for a while. Each of their alerts changes the whole investigation; written anew
 * at each, it would take the time of everybody else.
 */
final class Resting {

    private final Map<String, Long> until = new HashMap<>();

    /** Lets the incidents of a component rest: a millisecond for each of its findings. */
    void rest(String tenant, Component component, long now) {
        long end = now + component.findings().size();
        component.findings().stream()
                .flatMap(finding -> finding.incidents().stream())
                .distinct()
                .forEach(incident -> until.put(Keys.of(tenant, incident), end));
        until.values().removeIf(past -> past < now);
    }

    /** Returns whether any may be left alone. */
    boolean isAny() {
        return !until.isEmpty();
    }

    boolean isResting(String tenant, Finding finding, long now) {
        return finding.incidents().stream()
                .anyMatch(incident -> until.getOrDefault(Keys.of(tenant, incident), 0L) > now);
    }
}
