package io.sluice.enrichment.directory.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.http.BodyReader;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.quota.Pause;
import io.sluice.microsoft.quota.Turns;
import io.sluice.microsoft.quota.Turns.Turn;
import io.sluice.microsoft.surface.SurfaceCalls;
import io.sluice.microsoft.token.AccessTokens;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts from Microsoft, in turns that keep its limits for each tenant, and again where a failure passes, up to a
 * deadline.
 */
public final class DirectoryCalls {

    private static final int MOST_TRIES = 4;
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);

    /** With 999 on a page, more memberships than Entra ID shows anybody. */
    private static final int MOST_PAGES = 20;

    private final SurfaceCalls graph;
    private final SurfaceCalls endpoint;
    private final Map<Allowance, List<Turns>> turns = new EnumMap<>(Allowance.class);
    private final InstantSource clock;
    private final Pause pause;
    private final MeterRegistry meters;

    /**
     * Makes calls of their clients.
     *
     * @param pause {@code Thread::sleep}
     */
    public DirectoryCalls(
            MicrosoftHttp http, AccessTokens tokens, InstantSource clock, Pause pause, MeterRegistry meters) {
        this.graph = new SurfaceCalls(http, tokens, Surface.GRAPH);
        this.endpoint = new SurfaceCalls(http, tokens, Surface.ENDPOINT);
        for (Allowance allowance : Allowance.values()) {
            turns.put(
                    allowance,
                    allowance.limits().stream()
                            .map(limits -> new Turns(limits, clock, pause))
                            .toList());
        }
        this.clock = clock;
        this.pause = pause;
        this.meters = meters;
    }

    /**
     * Reads a part.
     *
     * @throws MicrosoftException the last failure, once it does not pass or the deadline is near
     * @throws InterruptedException if the thread is to stop
     */
    <T> T get(Connection connection, Part part, String path, Instant deadline, BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        Duration backOff = FIRST_BACK_OFF;
        for (int tries = 1; ; tries++) {
            try {
                return inTurn(turns(part), connection, part, path, deadline, reader);
            } catch (MicrosoftException failed) {
                if (!passes(failed)
                        || tries == MOST_TRIES
                        || clock.instant().plus(backOff).isAfter(deadline)) {
                    throw failed;
                }
            }
            pause.of(backOff);
            backOff = backOff.multipliedBy(2);
        }
    }

    /**
     * Reads a list, page by page.
     *
     * @return whether that is all of it
     * @throws MicrosoftException if a page cannot be read; the elements before it have been handed on
     * @throws InterruptedException if the thread is to stop
     */
    boolean list(Connection connection, Part part, String path, Instant deadline, Consumer<JsonNode> elements)
            throws MicrosoftException, InterruptedException {
        Set<String> read = new HashSet<>();
        @Nullable String next = path;
        while (next != null && read.size() < MOST_PAGES) {
            if (!read.add(next)) {
                throw new MicrosoftException(new MalformedAnswer("Microsoft's pages go round in a circle."));
            }
            JsonNode page = get(connection, part, next, deadline, JsonAnswer::list);
            page.path("value").forEach(elements);
            // A page can be empty and yet have a next one.
            String link = JsonAnswer.text(page, "@odata.nextLink");
            next = link == null ? null : pathOf(link, part.surface());
        }
        return next == null;
    }

    /** Whether Microsoft does not know what was asked for. Connection-service may not know the connection, either. */
    static boolean isUnknown(MicrosoftException failed) {
        return failed.failure() instanceof NotFound && isMicrosofts(failed);
    }

    /** Returns a text as a part of a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** Returns a text within the quotes of a filter or key. */
    static String quoted(String text) {
        return "'" + encoded(text.replace("'", "''")) + "'";
    }

    /** A link is followed to where the first page was, whatever host it names: a token goes nowhere else. */
    private static String pathOf(String link, Surface surface) throws MicrosoftException {
        String prefix = surface == Surface.ENDPOINT ? "/api/" : "/v1.0/";
        int begin = link.indexOf(prefix);
        String path = begin < 0 ? "" : link.substring(begin).replace(" ", "%20");
        try {
            if (!path.isEmpty() && URI.create(path).getRawFragment() == null) {
                return path;
            }
        } catch (IllegalArgumentException noLink) {
            // as below
        }
        throw new MicrosoftException(new MalformedAnswer("Microsoft's link to the next page is none."));
    }

    private List<Turns> turns(Part part) {
        return turns.getOrDefault(part.allowance(), List.of());
    }

    /** Takes one turn after the other, and calls when it has them all. */
    private <T> T inTurn(
            List<Turns> of, Connection connection, Part part, String path, Instant deadline, BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        if (of.isEmpty()) {
            return call(connection, part, path, deadline, reader);
        }
        try (Turn turn = of.getFirst().take(part.allowance().principal(connection), deadline)) {
            try {
                return inTurn(of.subList(1, of.size()), connection, part, path, deadline, reader);
            } catch (MicrosoftException failed) {
                if (failed.failure() instanceof Throttled throttled && isMicrosofts(failed)) {
                    turn.throttled(throttled.retryAfter());
                }
                throw failed;
            }
        }
    }

    private <T> T call(Connection connection, Part part, String path, Instant deadline, BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        Instant began = clock.instant();
        Duration left = Duration.between(began, deadline);
        String outcome = "stopped";
        try {
            T read = (part.surface() == Surface.ENDPOINT ? endpoint : graph)
                    .get(
                            connection,
                            path,
                            left.compareTo(FIRST_BACK_OFF) < 0 ? FIRST_BACK_OFF : left,
                            new PartRefusals(part),
                            reader);
            outcome = "done";
            return read;
        } catch (MicrosoftException failed) {
            outcome = failed.failure().kind();
            throw failed;
        } finally {
            Timer.builder("sluice.directory.calls")
                    .description("Calls to Microsoft for what is told of users and devices, to the answer's end")
                    .tag("part", part.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .tag("outcome", outcome)
                    .register(meters)
                    .record(Duration.between(began, clock.instant()));
        }
    }

    /** A turn that does not come in time has been waited for already. */
    private static boolean passes(MicrosoftException failed) {
        return failed.failure() instanceof Throttled ? isMicrosofts(failed) : failed.failure() instanceof Unavailable;
    }

    private static boolean isMicrosofts(MicrosoftException failed) {
        return failed.evidence().status() != null;
    }
}
