package io.sluice.enrichment.stream;

import io.sluice.contracts.topic.Keys;
import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.graph.Component;
import io.sluice.enrichment.investigation.Dossier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** Gathers what is known of the investigation that a component is. */
final class Dossiers {

    private final TaskStores stores;
    private final Duration window;

    Dossiers(TaskStores stores, Duration window) {
        this.stores = stores;
        this.window = window;
    }

    /** Returns what is known of an investigation of which one alert is known at least. */
    Dossier of(String tenant, Component component) {
        return new Dossier(
                tenant,
                idOf(tenant, component.alerts().getFirst()),
                component,
                window,
                stores.followUps().answers(tenant));
    }

    /** Returns the id of the investigation whose oldest alert this is. */
    static String idOf(String tenant, Finding oldest) {
        return UUID.nameUUIDFromBytes(Keys.of(tenant, oldest.uid()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
