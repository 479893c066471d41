package io.sluice.sentinel.answer;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.investigation.Investigations;
import io.sluice.contracts.query.Engine;
import io.sluice.contracts.query.QueryLimits;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.sentinel.investigation.Binding;
import io.sluice.sentinel.investigation.Window;
import io.sluice.sentinel.query.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A question that keeps {@link QuestionRules}, put to a connection at a moment: what is to be run, and where. */
final class Question {

    private static final int ROWS = 10_000;
    private static final int BYTES = 16 * 1024 * 1024;
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration LOOK_BACK = Duration.ofDays(7);

    private final QueryRequest request;
    private final Connection connection;
    private final Instant now;

    Question(QueryRequest request, Connection connection, Instant now) {
        this.request = request;
        this.connection = connection;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * A query to be run.
     *
     * @param window the time that it looks at; {@code null}: all that is kept
     * @param tables what it reads, where that is known
     */
    record Prepared(Engine engine, Query query, @Nullable Window window, List<String> tables) {}

    /**
     * Returns who can run it for this connection, in the order in which they are to be tried; nobody if the question
     * wants a workspace and there is none.
     *
     * <p>Hunting needs no capability of its own: who may read incidents or Sentinel through a connection may hunt
     * through it if its application has the permission. Only where nobody has asked for it is it left to connections
     * that read Defender, whose applications probably have it.
     */
    List<Engine> engines() {
        boolean hasWorkspace = connection.capabilities().sentinel() != null;
        boolean hasDefender = connection.capabilities().defenderIncidents() != null;
        Engine through = request.through();
        List<Engine> engines = new ArrayList<>();
        if (through != null) {
            engines.add(through);
        } else {
            investigation().map(Investigation::engines).orElse(List.of(Engine.WORKSPACE)).stream()
                    .filter(engine -> engine == Engine.WORKSPACE ? hasWorkspace : hasDefender)
                    .forEach(engines::add);
        }
        if (engines.isEmpty() && through == null && mayRun(Engine.HUNTING)) {
            engines.add(Engine.HUNTING);
        }
        engines.removeIf(engine -> engine == Engine.WORKSPACE && !hasWorkspace);
        return List.copyOf(engines);
    }

    private boolean mayRun(Engine engine) {
        return investigation()
                .map(Investigation::engines)
                .map(engines -> engines.contains(engine))
                .orElse(true);
    }

    /** Whether it begins after now and has no end: what it would look at is not there yet. */
    boolean isOfTheFuture() {
        Instant from = request.from();
        return from != null && request.to() == null && !from.isBefore(now);
    }

    /** Returns the query for one of the {@link #engines()}. */
    Prepared prepare(Engine engine) {
        Window window = window();
        Optional<Investigation> investigation = investigation();
        if (investigation.isEmpty()) {
            String text = Objects.requireNonNull(request.text());
            return new Prepared(engine, new Query(text, timespan(window), timeout()), window, List.of());
        }
        Window asked = window == null ? new Window(now.minus(LOOK_BACK), now) : window;
        // With one row more than are wanted, it shows whether there are more.
        return switch (Binding.of(investigation.get(), request.parameters(), engine, asked, maxRows() + 1)) {
            case Binding.Bound bound ->
                new Prepared(
                        engine,
                        new Query(bound.query(), timespan(bound.window()), timeout()),
                        bound.window(),
                        bound.tables());
            case Binding.Unfit unfit ->
                throw new IllegalStateException("Parameters that were checked do not fit: " + unfit.problems());
        };
    }

    /** Returns how many rows an answer may have. */
    int maxRows() {
        return limit(QueryLimits::maxRows, ROWS);
    }

    /** Returns how many bytes an answer's rows may have. */
    int maxBytes() {
        return limit(QueryLimits::maxBytes, BYTES);
    }

    private Duration timeout() {
        return limit(QueryLimits::timeout, TIMEOUT);
    }

    private <V> V limit(Function<QueryLimits, @Nullable V> of, V otherwise) {
        QueryLimits limits = request.limits();
        V limit = limits == null ? null : of.apply(limits);
        return limit == null ? otherwise : limit;
    }

    private Optional<Investigation> investigation() {
        return Optional.ofNullable(request.name()).flatMap(Investigations::named);
    }

    private @Nullable Window window() {
        Instant to = request.to() == null ? now : request.to().truncatedTo(ChronoUnit.MILLIS);
        Duration duration = request.duration();
        Instant from = request.from();
        if (from == null && duration == null) {
            return request.to() == null ? null : new Window(to.minus(LOOK_BACK), to);
        }
        Instant since = from == null
                ? to.minus(Objects.requireNonNull(duration)).truncatedTo(ChronoUnit.MILLIS)
                : from.truncatedTo(ChronoUnit.MILLIS);
        return new Window(since.isBefore(to) ? since : to.minusMillis(1), to);
    }

    private static @Nullable String timespan(@Nullable Window window) {
        return window == null ? null : window.from() + "/" + window.to();
    }
}
