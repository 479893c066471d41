package io.sluice.audit;

import io.sluice.contracts.audit.AuditEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** The audit trail in the log: one line in the category {@code io.sluice.audit}, with fields for machines. */
public final class AuditLog {

    private static final Logger LOG = Logger.getLogger("io.sluice.audit");

    private AuditLog() {}

    /** Writes the line of an event that is certain. */
    public static void write(AuditEvent event) {
        Map<String, String> about = new LinkedHashMap<>();
        put(about, "connectionId", event.connectionId());
        put(about, "tenantId", event.tenantId());
        put(about, "request", event.request());
        put(about, "from", event.from());
        about.putAll(event.details());
        Map<String, String> fields = new LinkedHashMap<>(about);
        fields.put("action", event.action());
        fields.put("outcome", event.outcome());
        fields.put("actor", event.actor().id());
        Map<String, Object> before = new LinkedHashMap<>();
        fields.forEach((key, value) -> {
            Object previous = MDC.put(key, value);
            if (previous != null) {
                before.put(key, previous);
            }
        });
        try {
            LOG.infof("%s by %s: %s %s", event.action(), event.actor().id(), event.outcome(), about);
        } finally {
            fields.keySet().forEach(MDC::remove);
            before.forEach(MDC::put);
        }
    }

    private static void put(Map<String, String> about, String name, @Nullable String value) {
        if (value != null) {
            about.put(name, value);
        }
    }
}
