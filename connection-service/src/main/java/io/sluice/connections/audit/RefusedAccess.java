package io.sluice.connections.audit;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.spi.runtime.AuthenticationFailureEvent;
import io.quarkus.security.spi.runtime.AuthorizationFailureEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down who was refused, as Quarkus tells of it. */
@ApplicationScoped
class RefusedAccess {

    private final Audit audit;

    RefusedAccess(Audit audit) {
        this.audit = audit;
    }

    void unauthenticated(@Observes AuthenticationFailureEvent event) {
        audit.refused("unauthenticated", "unknown", request(event.getEventProperties()));
    }

    void unauthorized(@Observes AuthorizationFailureEvent event) {
        SecurityIdentity identity = event.getSecurityIdentity();
        boolean anonymous = identity == null || identity.isAnonymous();
        audit.refused(
                anonymous ? "unauthenticated" : "forbidden",
                identity == null ? "anonymous" : Audit.actor(identity),
                request(event.getEventProperties()));
    }

    private static String request(Map<String, Object> properties) {
        return properties.get(RoutingContext.class.getName()) instanceof RoutingContext routing
                ? routing.request().method() + " " + printable(routing.normalizedPath())
                : "unknown";
    }

    /** A path is the caller's text: no line breaks, no endless lines in the log. */
    private static String printable(@Nullable String path) {
        String text = path == null ? "" : path.replaceAll("[^\\x21-\\x7e]", "?");
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
