package io.sluice.sentinel.answer;

import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.investigation.Investigations;
import io.sluice.contracts.query.Engine;
import io.sluice.contracts.query.QueryLimits;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.contracts.request.Problem;
import io.sluice.sentinel.investigation.Binding;
import io.sluice.sentinel.investigation.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a question must fulfil beyond its JSON Schema, whatever connection it is put to. */
public final class QuestionRules {

    static final int LONGEST_TEXT = 10_000;
    static final int MOST_ROWS = 500_000;
    static final int MOST_BYTES = 100 * 1024 * 1024;
    static final int FEWEST_BYTES = 1_000;
    static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

    /** Log Analytics keeps nothing longer than twelve years. */
    private static final Duration LONGEST = Duration.ofDays(12 * 366);

    /** Any time will do to see whether parameters fit. */
    private static final Window SOME_TIME = new Window(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(7)));

    private final QueryRequest request;
    private final List<Problem> problems = new ArrayList<>();

    private QuestionRules(QueryRequest request) {
        this.request = request;
    }

    /** Returns what is wrong with a question; nothing if it is right. */
    public static List<Problem> problems(QueryRequest request) {
        QuestionRules rules = new QuestionRules(request);
        switch (request.kind()) {
            case KQL -> rules.kql();
            case INVESTIGATION -> rules.investigation();
        }
        rules.time();
        rules.limits();
        return List.copyOf(rules.problems);
    }

    private void kql() {
        String text = request.text();
        if (text == null || text.isBlank()) {
            wrong("/text", "It is missing: the query.");
        } else if (text.length() > LONGEST_TEXT) {
            wrong("/text", "It must have at most " + LONGEST_TEXT + " characters.");
        }
        if (request.name() != null) {
            wrong("/name", "It belongs to an investigation, not to kql.");
        }
        if (request.parameters() != null) {
            wrong("/parameters", "They belong to an investigation, not to kql.");
        }
        if (request.to() != null && request.from() == null && request.duration() == null) {
            wrong("/to", "Give 'from' or 'duration' with it.");
        }
    }

    private void investigation() {
        if (request.text() != null) {
            wrong("/text", "It belongs to kql; an investigation has a text of its own.");
        }
        String name = request.name();
        Investigation investigation =
                name == null ? null : Investigations.named(name).orElse(null);
        if (investigation == null) {
            wrong(
                    "/name",
                    "It must be one of "
                            + Investigations.all().stream()
                                    .map(Investigation::name)
                                    .collect(Collectors.joining(", "))
                            + ".");
            return;
        }
        Engine through = request.through();
        if (through != null && !investigation.engines().contains(through)) {
            wrong("/through", "This investigation cannot be run so.");
            return;
        }
        Engine engine = through == null ? investigation.engines().getFirst() : through;
        if (Binding.of(investigation, request.parameters(), engine, SOME_TIME, 1) instanceof Binding.Unfit unfit) {
            problems.addAll(unfit.problems());
        }
    }

    private void time() {
        Duration duration = request.duration();
        if (duration != null && (duration.isNegative() || duration.isZero())) {
            wrong("/duration", "It must be longer than nothing.");
        }
        if (duration != null && duration.compareTo(LONGEST) > 0) {
            wrong("/duration", "It must not be longer than twelve years.");
        }
        if (duration != null && request.from() != null) {
            wrong("/duration", "Give 'from' or 'duration', not both.");
        }
        if (request.from() != null && request.to() != null && !request.from().isBefore(request.to())) {
            wrong("/from", "It must be before 'to'.");
        }
    }

    private void limits() {
        QueryLimits limits = request.limits();
        if (limits == null) {
            return;
        }
        Integer rows = limits.maxRows();
        if (rows != null && (rows < 1 || rows > MOST_ROWS)) {
            wrong("/limits/maxRows", "It must be from 1 to " + MOST_ROWS + ".");
        }
        Integer bytes = limits.maxBytes();
        if (bytes != null && (bytes < FEWEST_BYTES || bytes > MOST_BYTES)) {
            wrong("/limits/maxBytes", "It must be from " + FEWEST_BYTES + " to " + MOST_BYTES + ".");
        }
        Duration timeout = limits.timeout();
        if (timeout != null
                && (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0)) {
            wrong("/limits/timeout", "It must be from PT1S to PT10M.");
        }
    }

    private void wrong(String pointer, String message) {
        problems.add(new Problem(pointer, message));
    }
}
