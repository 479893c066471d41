package io.sluice.audit;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.sluice.contracts.audit.AuditEvent.Actor;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The caller of the HTTP request that this thread works for. */
@ApplicationScoped
public class CurrentCaller {

    private static final int LONGEST_TEXT = 200;
    private static final String[] APPLICATION = {"azp", "appid", "client_id"};
    private static final String[] PERSON = {"oid", "sub"};
    private static final String[] NAME = {"preferred_username", "name", "app_displayname"};

    private final CurrentIdentityAssociation identity;
    private final CurrentVertxRequest request;

    CurrentCaller(CurrentIdentityAssociation identity, CurrentVertxRequest request) {
        this.identity = identity;
        this.request = request;
    }

    /** Returns who it is; nothing if this thread works for no request. */
    public Optional<Caller> get() {
        if (!Arc.container().requestContext().isActive()) {
            return Optional.empty();
        }
        return Optional.ofNullable(request.getCurrent()).map(routing -> of(identity.getIdentity(), routing));
    }

    /** Returns the caller of a request. */
    static Caller of(@Nullable SecurityIdentity identity, @Nullable RoutingContext routing) {
        return new Caller(actor(identity), from(routing), request(routing));
    }

    private static Actor actor(@Nullable SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous()) {
            return new Actor("anonymous", null, List.of());
        }
        List<String> roles = identity.getRoles().stream().sorted().toList();
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            // Entra ID gives 'scp' to tokens of people; those of applications have none.
            String id = first(token, token.containsClaim("scp") ? PERSON : APPLICATION);
            if (id != null) {
                return new Actor(id, first(token, NAME), roles);
            }
        }
        return new Actor(printable(identity.getPrincipal().getName()), null, roles);
    }

    private static @Nullable String first(JsonWebToken token, String[] claims) {
        for (String claim : claims) {
            Object value = token.getClaim(claim);
            if (value != null) {
                return printable(value.toString());
            }
        }
        return null;
    }

    /** X-Forwarded-For is believed only where Quarkus is told to ({@code quarkus.http.proxy.*}). */
    private static @Nullable String from(@Nullable RoutingContext routing) {
        SocketAddress address = routing == null ? null : routing.request().remoteAddress();
        return address == null ? null : address.hostAddress();
    }

    private static @Nullable String request(@Nullable RoutingContext routing) {
        return routing == null ? null : routing.request().method() + " " + printable(routing.normalizedPath());
    }

    /** Callers' texts: no line breaks, no endless lines in the log. */
    private static String printable(@Nullable String text) {
        String clean = text == null ? "" : text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) : clean;
    }
}
