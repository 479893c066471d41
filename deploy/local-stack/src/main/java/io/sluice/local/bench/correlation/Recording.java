package io.sluice.local.bench.correlation;

import io.sluice.local.correlation.PlayOfAlert;
import java.util.List;
import java.util.Map;

/**
 * What the readers wrote to their topics in some days of some tenants, and what is true of it.
 *
 * @param events the records of connections, alerts and incidents, each topic's in its order
 * @param truth the play of each alert, by its key
 */
record Recording(List<Event> events, Map<String, PlayOfAlert> truth) {

    /** Copies both. */
    Recording {
        events = List.copyOf(events);
        truth = Map.copyOf(truth);
    }
}
