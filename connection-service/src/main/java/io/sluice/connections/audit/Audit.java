package io.sluice.connections.audit;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.sluice.connections.registry.RegisteredConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * The audit trail: one log line in the category {@code io.sluice.audit} for each change, each use of a credential and
 * each refused access, with the same facts as fields for machines.
 */
@ApplicationScoped
public class Audit {

    private static final Logger LOG = Logger.getLogger("io.sluice.audit");

    private final CurrentIdentityAssociation identity;

    Audit(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    /**
     * Writes down what the current caller has done with a connection.
     *
     * @param action such as {@code connection.create}
     * @param outcome {@code done}, or the kind of the failure
     */
    public void record(String action, RegisteredConnection connection, String outcome) {
        write(
                action,
                outcome,
                actor(identity.getIdentity()),
                Map.of(
                        "connectionId", connection.id().toString(),
                        "tenantId", connection.details().tenantId()));
    }

    /**
     * Writes down what the current caller has done with a tenant without a stored connection.
     *
     * @param details further facts; never a secret
     */
    public void record(String action, String outcome, String tenantId, Map<String, String> details) {
        Map<String, String> about = new LinkedHashMap<>(details);
        about.put("tenantId", tenantId);
        write(action, outcome, actor(identity.getIdentity()), about);
    }

    /** Writes down what the current caller has done that concerns no connection alone. */
    public void record(String action, String outcome) {
        write(action, outcome, actor(identity.getIdentity()), Map.of());
    }

    /** Writes down what the service itself has found out about a connection. */
    public void recordOwn(String action, RegisteredConnection connection, String outcome) {
        write(
                action,
                outcome,
                "connection-service",
                Map.of(
                        "connectionId", connection.id().toString(),
                        "tenantId", connection.details().tenantId()));
    }

    /** Writes down that a caller was refused. */
    void refused(String reason, String actor, String request) {
        write("access", reason, actor, Map.of("request", request));
    }

    /** Returns the application or person behind an identity. */
    static String actor(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            for (String claim : new String[] {"azp", "appid", "client_id"}) {
                Object application = token.getClaim(claim);
                if (application != null) {
                    return application.toString();
                }
            }
        }
        return identity.isAnonymous() ? "anonymous" : identity.getPrincipal().getName();
    }

    private static void write(String action, String outcome, String actor, Map<String, String> about) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("action", action);
        fields.put("outcome", outcome);
        fields.put("actor", actor);
        fields.putAll(about);
        Map<String, Object> before = new LinkedHashMap<>();
        fields.forEach((key, value) -> {
            Object previous = MDC.put(key, value);
            if (previous != null) {
                before.put(key, previous);
            }
        });
        try {
            LOG.infof("%s by %s: %s %s", action, actor, outcome, about);
        } finally {
            fields.keySet().forEach(MDC::remove);
            before.forEach(MDC::put);
        }
    }
}
