package io.sluice.enrichment.stream;

import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.followup.FollowUps;
import io.sluice.enrichment.graph.Findings;
import io.sluice.enrichment.graph.Graph;
import io.sluice.enrichment.graph.IndexEntry;
import io.sluice.enrichment.graph.SightingIndex;
import io.sluice.enrichment.investigation.Ledger;
import io.sluice.enrichment.store.WriteBehind;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What one task keeps, and ends with it.
 *
 * @param graph what was found
 * @param ledger what was written of investigations
 * @param pending the findings whose investigations are to be looked at
 * @param closing what is left of a large investigation that is forgotten
 * @param followUps what was asked, and what came of it
 * @param waiting what is to be asked later
 * @param connections through which it is asked
 * @param findings what was found, one by one
 */
record TaskStores(
        Graph graph,
        Ledger ledger,
        Pending pending,
        Pending closing,
        FollowUps followUps,
        Waiting waiting,
        ConnectionChoice connections,
        KeyValueStore<String, Finding> findings) {

    static final String FINDINGS = "findings";
    static final String SIGHTINGS = "sightings";
    static final String INVESTIGATIONS = "investigations";
    static final String PENDING = "pending";
    static final String CLOSING = "closing";
    static final String ASKED = "asked";
    static final String ANSWERS = "answers";
    static final String WAITING = "waiting";
    static final String CONNECTIONS = "connections";

    /** The names of all. */
    static final List<String> ALL =
            List.of(FINDINGS, SIGHTINGS, INVESTIGATIONS, PENDING, CLOSING, ASKED, ANSWERS, WAITING, CONNECTIONS);

    /** How many values of entities a finding names that no other one does, as a rule. */
    private static final int NAMES_OF_A_FINDING = 5;

    /**
     * Returns what makes the stores.
     *
     * @param stores makes a store on the disk by its name
     * @param kept how many findings are on the heap at most, and what goes with them
     */
    static List<WriteBehind<?>> builders(Function<String, KeyValueBytesStoreSupplier> stores, int kept) {
        return List.of(
                WriteBehind.some(stores.apply(FINDINGS), Findings.serde(), kept),
                WriteBehind.some(stores.apply(SIGHTINGS), IndexEntry.serde(), kept * NAMES_OF_A_FINDING),
                bytes(stores, INVESTIGATIONS, kept),
                WriteBehind.all(stores.apply(PENDING), Serdes.ByteArray()),
                WriteBehind.all(stores.apply(CLOSING), Serdes.ByteArray()),
                bytes(stores, ASKED, kept),
                bytes(stores, ANSWERS, kept),
                bytes(stores, WAITING, kept),
                bytes(stores, CONNECTIONS, kept));
    }

    private static WriteBehind<byte[]> bytes(
            Function<String, KeyValueBytesStoreSupplier> stores, String name, int most) {
        return WriteBehind.some(stores.apply(name), Serdes.ByteArray(), most);
    }

    /** Opens those of a task. */
    static TaskStores of(ProcessorContext<String, byte[]> context, CorrelationSettings settings) {
        KeyValueStore<String, Finding> findings = context.getStateStore(FINDINGS);
        Graph graph = new Graph(
                new Findings(findings),
                new SightingIndex(
                        context.getStateStore(SIGHTINGS), settings.rules().busyFrom()),
                settings.rules());
        return new TaskStores(
                graph,
                new Ledger(context.getStateStore(INVESTIGATIONS)),
                new Pending(context.getStateStore(PENDING)),
                new Pending(context.getStateStore(CLOSING)),
                new FollowUps(context.getStateStore(ASKED), context.getStateStore(ANSWERS), settings.followUps()),
                new Waiting(context.getStateStore(WAITING)),
                new ConnectionChoice(context.getStateStore(CONNECTIONS)),
                findings);
    }
}
