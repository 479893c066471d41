package io.sluice.poller.answer;

import io.sluice.contracts.incident.IncidentRequest;
import io.sluice.contracts.request.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a request for incidents must fulfil beyond its JSON Schema. */
public final class RequestRules {

    /** The most incidents or alerts of an answer to a list. */
    static final int MOST = 10_000;

    private static final Pattern INCIDENT_ID = Pattern.compile("\\d{1,18}");
    private static final Duration LONGEST = Duration.ofDays(366);

    private final IncidentRequest request;
    private final List<Problem> problems = new ArrayList<>();

    private RequestRules(IncidentRequest request) {
        this.request = request;
    }

    /** Returns what is wrong with a request; nothing if it is right. */
    public static List<Problem> problems(IncidentRequest request) {
        RequestRules rules = new RequestRules(request);
        switch (request.kind()) {
            case GET -> rules.one();
            case LIST, LIST_DETECTIONS -> rules.several();
        }
        return List.copyOf(rules.problems);
    }

    private void one() {
        String id = request.incidentId();
        if (id == null) {
            wrong("/incidentId", "It is missing: which incident.");
        } else if (!INCIDENT_ID.matcher(id).matches()) {
            wrong("/incidentId", "It must be digits, as Microsoft numbers incidents.");
        }
        notWithGet("/from", request.from() != null);
        notWithGet("/to", request.to() != null);
        notWithGet("/duration", request.duration() != null);
        notWithGet("/durationType", request.durationType() != null);
        notWithGet("/statuses", !request.statuses().isEmpty());
        notWithGet("/severities", !request.severities().isEmpty());
        notWithGet("/assignees", !request.assignees().isEmpty());
        notWithGet("/limit", request.limit() != null);
    }

    private void notWithGet(String pointer, boolean given) {
        if (given) {
            wrong(pointer, "It belongs to list and list-detections, not to get.");
        }
    }

    private void several() {
        if (request.incidentId() != null) {
            wrong("/incidentId", "It names one incident, which can be asked for with get.");
        }
        time();
        words("/statuses", request.statuses(), Condition.STATUSES);
        words("/severities", request.severities(), Condition.SEVERITIES);
        for (int i = 0; i < request.assignees().size(); i++) {
            if (request.assignees().get(i).isBlank()) {
                wrong("/assignees/" + i, "It must not be empty.");
            }
        }
        Integer limit = request.limit();
        if (limit != null && (limit < 1 || limit > MOST)) {
            wrong("/limit", "It must be from 1 to " + MOST + ".");
        }
    }

    private void time() {
        Duration duration = request.duration();
        if (duration != null && (duration.isNegative() || duration.isZero())) {
            wrong("/duration", "It must be longer than nothing.");
        }
        if (duration != null && duration.compareTo(LONGEST) > 0) {
            wrong("/duration", "It must not be longer than a year.");
        }
        if (duration != null && request.from() != null) {
            wrong("/duration", "Give 'from' or 'duration', not both.");
        }
        if (request.from() != null && request.to() != null && !request.from().isBefore(request.to())) {
            wrong("/from", "It must be before 'to'.");
        }
    }

    private void words(String pointer, List<String> words, List<String> known) {
        for (int i = 0; i < words.size(); i++) {
            if (known.stream().noneMatch(words.get(i)::equalsIgnoreCase)) {
                wrong(pointer + "/" + i, "It must be one of " + String.join(", ", known) + ".");
            }
        }
    }

    private void wrong(String pointer, String message) {
        problems.add(new Problem(pointer, message));
    }
}
