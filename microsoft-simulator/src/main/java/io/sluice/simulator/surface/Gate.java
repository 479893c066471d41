package io.sluice.simulator.surface;

import io.sluice.simulator.entra.AccessTokens.Caller;
import io.sluice.simulator.entra.AccessTokens.Checked;
import io.sluice.simulator.fault.Fault;
import io.sluice.simulator.fault.Faults;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.settings.SimulatorSettings.ThrottleAnswer;
import io.sluice.simulator.tenant.Tenant;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one way into a surface. A request needs a token (1) that is good (2), not expired (3), for this resource (4), of
 * a tenant that is here, and with one of the application roles that the call wants (5); only then faults hit it and it
 * is counted. What else a service asks for, such as directory roles, it checks by itself.
 */
public final class Gate {

    /** Gives the answer to a request that was let in. */
    @FunctionalInterface
    public interface Operation {
        /** Answers. */
        void answer(Call call) throws IOException;
    }

    private static final String GATEWAY_PAGE =
            "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h2>Our services aren't available"
                    + " right now</h2></body></html>";
    /** What Exchange says, in plain text, when too many requests of a tenant run at the same time. */
    public static final String CROWDED =
            "You have reached the maximum number of concurrent requests per tenant. Please" + " wait and try again.";

    private static final String JSON_TYPE = "application/json; charset=utf-8";
    private static final int NULS = 4096;

    private final Guards guards;
    private final Surface surface;
    private final Wording wording;
    private final Function<Exchange, String> operations;

    /** Guards a surface that words its answers so. */
    public Gate(Guards guards, Surface surface, Wording wording) {
        this(guards, surface, wording, exchange -> "");
    }

    /**
     * Guards a surface that words its answers so.
     *
     * @param operations names what a request asks for, so that a fault can hit some of the requests only
     */
    public Gate(Guards guards, Surface surface, Wording wording, Function<Exchange, String> operations) {
        this.guards = guards;
        this.surface = surface;
        this.wording = wording;
        this.operations = operations;
    }

    /** A handler that lets in whoever has one of these application roles, or, if none are named, any good token. */
    public Routes.Blocking behind(List<String> anyRole, Quotas quotas, Operation operation) {
        return exchange -> {
            begin(exchange);
            try {
                enter(exchange, anyRole, quotas, operation);
            } catch (RefusedException e) {
                send(exchange, wording.refusal(exchange, e.refusal()));
            }
        };
    }

    /** A handler for addresses at which there is nothing. */
    public Routes.Blocking nothing() {
        return exchange -> {
            begin(exchange);
            send(exchange, wording.refusal(exchange, new Refusal.NoSuchPath()));
        };
    }

    private void begin(Exchange exchange) {
        exchange.context()
                .addHeadersEndHandler(done -> guards.metrics()
                        .counter(
                                "sluice.simulator.requests",
                                "surface",
                                surface.id(),
                                "status",
                                Integer.toString(exchange.response().getStatusCode()))
                        .increment());
        wording.headers(exchange);
    }

    private void enter(Exchange exchange, List<String> anyRole, Quotas quotas, Operation operation) throws IOException {
        Caller caller = caller(exchange);
        if (!anyRole.isEmpty() && caller.roles().stream().noneMatch(anyRole::contains)) {
            throw new RefusedException(new Refusal.RoleMissing(anyRole, caller.roles()));
        }
        Tenant tenant = guards.directory()
                .tenant(caller.tenantId())
                .orElseThrow(() -> new RefusedException(new Refusal.InvalidToken()));
        Optional<Fault> fault = guards.faults().hit(tenant.id(), surface.id(), operations.apply(exchange));
        if (fault.isPresent() && answered(exchange, fault.get(), anyRole)) {
            return;
        }
        Quotas.Taken taken = quotas.take(tenant.id(), caller.clientId());
        if (!taken.granted()) {
            throw new RefusedException(new Refusal.Throttled(taken.seconds(), null));
        }
        operation.answer(new Call(
                exchange,
                caller,
                tenant,
                guards.directory()
                        .registration(tenant, caller.clientId())
                        .orElseThrow(() -> new RefusedException(new Refusal.InvalidToken())),
                taken.left(),
                fault.orElse(null)));
    }

    private Caller caller(Exchange exchange) {
        String authorization = exchange.header("Authorization");
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new RefusedException(new Refusal.NoToken());
        }
        Checked checked = guards.tokens().check(authorization.substring(7).trim());
        return switch (checked) {
            case Checked.Valid valid -> {
                if (!surface.resource().isNamed(valid.caller().audience())) {
                    throw new RefusedException(
                            new Refusal.WrongAudience(valid.caller().audience()));
                }
                yield valid.caller();
            }
            case Checked.Expired expired ->
                throw new RefusedException(
                        new Refusal.ExpiredToken(expired.at(), guards.clock().instant()));
            case Checked.Invalid invalid -> throw new RefusedException(new Refusal.InvalidToken());
        };
    }

    /** Answers as the fault wants; false when the usual answer is to follow. */
    private boolean answered(Exchange exchange, Fault fault, List<String> anyRole) {
        Faults.delay(fault);
        switch (fault.effectiveKind()) {
            case SLOW, TRUNCATE, DRIFT, PARTIAL, UNFILTERED -> {
                return false;
            }
            case THROTTLE ->
                refuse(
                        exchange,
                        fault,
                        new Refusal.Throttled(
                                fault.retryAfterSeconds() == null ? 10 : fault.retryAfterSeconds(),
                                fault.variant() == null || fault.variant().equalsIgnoreCase("none")
                                        ? null
                                        : ThrottleAnswer.valueOf(fault.variant().toUpperCase(Locale.ROOT))));
            case TIMEOUT ->
                refuse(exchange, fault, new Refusal.Other(504, "GatewayTimeout", "The request took too long."));
            case UNAVAILABLE -> refuse(exchange, fault, new Refusal.Unavailable());
            case UNAUTHORIZED -> refuse(exchange, fault, new Refusal.InvalidToken());
            case FORBIDDEN -> refuse(exchange, fault, new Refusal.Forbidden(anyRole));
            case ERROR, AADSTS -> refuse(exchange, fault, new Refusal.Failed());
            case EXCEPTION -> refuse(exchange, fault, new Refusal.Failed(fault.exception()));
            case CONCURRENCY -> send(exchange, crowded(fault));
            case HTML -> exchange.text(fault.statusOr(502), "text/html", GATEWAY_PAGE);
            case EMPTY -> exchange.send(fault.statusOr(200), JSON_TYPE, new byte[0]);
            case MALFORMED ->
                exchange.text(fault.statusOr(200), JSON_TYPE, "{\"value\":[{\"incidentId\":40001,\"alerts\":[{]}]");
            case NUL -> exchange.send(fault.statusOr(200), JSON_TYPE, new byte[NULS]);
        }
        return true;
    }

    private void refuse(Exchange exchange, Fault fault, Refusal refusal) {
        Answer answer = wording.refusal(exchange, refusal);
        Answer usual = answer.status(fault.statusOr(answer.status()));
        // The seconds of a throttle are in its words already, or are not, as its variant wants.
        boolean said = refusal instanceof Refusal.Throttled
                && fault.retryAfter() == null
                && !"none".equalsIgnoreCase(fault.variant());
        send(exchange, said ? usual : paused(fault, usual));
    }

    private static Answer crowded(Fault fault) {
        return paused(fault, Answer.text(fault.statusOr(429), CROWDED));
    }

    private static Answer paused(Fault fault, Answer answer) {
        String retryAfter = fault.retryAfterHeader();
        if (retryAfter == null) {
            return answer;
        }
        return retryAfter.isEmpty() ? answer.without("Retry-After") : answer.with("Retry-After", retryAfter);
    }

    private static void send(Exchange exchange, Answer answer) {
        answer.headers().forEach(exchange.response()::putHeader);
        exchange.send(answer.status(), answer.body());
    }
}
