package io.sluice.enrichment.stream;

import io.sluice.contracts.topic.Keys;
import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.finding.FindingKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what is kept, some at a time, closes what got nothing for the time that things are kept, and forgets it.
 * What is large is forgotten in pieces; nothing is written of what is left of it meanwhile.
 */
final class Forgetting {

    private static final int LOOKED_AT_ONCE = 500;

    /** Forgetting is of one transaction like everything else; the others of the task wait meanwhile. */
    private static final int FORGOTTEN_AT_ONCE = 500;

    private static final int ANSWERS_LOOKED_AT = 100;

    private final TaskStores stores;
    private final VersionWriting writing;
    private final Duration retention;
    private final InstantSource clock;

    private @Nullable String from;
    private int forgotten;

    Forgetting(TaskStores stores, VersionWriting writing, Duration retention, InstantSource clock) {
        this.stores = stores;
        this.writing = writing;
        this.retention = retention;
        this.clock = clock;
    }

    /** Forgets some questions and answers that matter to nothing that is kept. */
    void someAnswers() {
        stores.ledger().letGo(clock.instant(), LOOKED_AT_ONCE);
        stores.followUps().forgetSome(clock.instant().minus(retention), stores.graph()::isNamed, ANSWERS_LOOKED_AT);
    }

    /** Closes and forgets some of what is old. */
    void someFindings() {
        if (!stores.pending().isEmpty()) {
            return; // what is new comes first
        }
        long before = clock.instant().minus(retention).toEpochMilli();
        forgotten = 0;
        forgetWhatCloses(before);
        if (stores.closing().isEmpty()) {
            for (String key : old(before)) {
                if (forgotten >= FORGOTTEN_AT_ONCE || !stores.closing().isEmpty()) {
                    from = key;
                    return;
                }
                closeIfOld(key, before);
            }
        }
    }

    private List<String> old(long before) {
        List<String> old = new ArrayList<>();
        int looked = 0;
        try (KeyValueIterator<String, Finding> some = stores.findings().range(from, null)) {
            from = null;
            while (some.hasNext()) {
                KeyValue<String, Finding> entry = some.next();
                if (looked++ == LOOKED_AT_ONCE) {
                    from = entry.key;
                    break;
                }
                if (entry.value.read() < before) {
                    old.add(entry.key);
                }
            }
        }
        return old;
    }

    private void closeIfOld(String key, long before) {
        String tenant = Keys.tenantOf(key);
        stores.graph()
                .around(tenant, key.substring(tenant.length() + 1))
                .filter(component -> component.findings().stream().allMatch(finding -> finding.read() < before))
                .ifPresent(component -> {
                    if (!component.alerts().isEmpty()) {
                        writing.close(tenant, component);
                    }
                    if (component.findings().size() > VersionWriting.LARGE) {
                        component.findings().forEach(finding -> stores.closing().touch(tenant, finding.id()));
                        forgetWhatCloses(before);
                    } else {
                        component.findings().forEach(finding -> forget(tenant, finding));
                    }
                });
    }

    private void forgetWhatCloses(long before) {
        for (String key : stores.closing().all()) {
            if (forgotten >= FORGOTTEN_AT_ONCE) {
                return;
            }
            String tenant = Keys.tenantOf(key);
            stores.closing().done(key);
            stores.graph().finding(tenant, key.substring(tenant.length() + 1)).ifPresent(finding -> {
                if (finding.read() < before) {
                    forget(tenant, finding);
                } else {
                    stores.pending().touch(tenant, finding.id()); // it has got news
                }
            });
        }
    }

    private void forget(String tenant, Finding finding) {
        forgotten++;
        if (finding.kind() == FindingKind.ALERT) {
            stores.ledger().forget(tenant, Dossiers.idOf(tenant, finding), clock.instant());
            stores.waiting().remove(tenant, finding.id());
        }
        stores.graph().remove(tenant, finding, touched -> stores.pending().touch(tenant, touched));
    }
}
