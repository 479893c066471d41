package io.sluice.quarantine.answer;

import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.quarantine.RequestKind;
import io.sluice.contracts.request.Problem;
import io.sluice.quarantine.exchange.MessageType;
import io.sluice.quarantine.exchange.ReleaseStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a request must fulfil beyond its JSON Schema. */
public final class RequestRules {

    private static final String GUID = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";
    private static final Pattern NETWORK_MESSAGE_ID = Pattern.compile(GUID);
    private static final Pattern IDENTITY = Pattern.compile(GUID + "\\\\" + GUID);

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_LISTED = 10_000;
    private static final int MOST_FETCHED = 50;

    private final QuarantineRequest request;
    private final List<Problem> problems = new ArrayList<>();

    private RequestRules(QuarantineRequest request) {
        this.request = request;
    }

    /** Returns what is wrong with a request; nothing if it is right. */
    public static List<Problem> problems(QuarantineRequest request) {
        RequestRules rules = new RequestRules(request);
        rules.messages();
        rules.window();
        rules.addresses("/recipients", request.recipients());
        rules.addresses("/senders", request.senders());
        rules.words("/types", request.types(), words(MessageType.values(), MessageType::word));
        rules.words("/releaseStatuses", request.releaseStatuses(), words(ReleaseStatus.values(), ReleaseStatus::word));
        rules.limit();
        return List.copyOf(rules.problems);
    }

    private void messages() {
        String identity = request.identity();
        if (identity != null && !IDENTITY.matcher(identity).matches()) {
            wrong("/identity", "It must be two GUIDs with a backslash between, as a list gives it.");
        }
        String networkMessageId = request.networkMessageId();
        if (networkMessageId != null
                && !NETWORK_MESSAGE_ID.matcher(networkMessageId).matches()) {
            wrong("/networkMessageId", "It must be a GUID.");
        }
        if (request.internetMessageId() != null && request.internetMessageId().isBlank()) {
            wrong("/internetMessageId", "It must not be empty.");
        }
        boolean named = identity != null
                || networkMessageId != null
                || request.internetMessageId() != null
                || request.subject() != null
                || !request.recipients().isEmpty()
                || !request.senders().isEmpty();
        switch (request.kind()) {
            case LIST -> {
                if (identity != null) {
                    wrong("/identity", "It names one message, which can be asked for with headers or export.");
                }
            }
            case HEADERS, EXPORT -> {
                if (!named) {
                    wrong(
                            "",
                            "Say which messages: identity, networkMessageId, internetMessageId, recipients, senders or"
                                    + " subject.");
                }
            }
        }
    }

    private void window() {
        Duration duration = request.duration();
        if (duration != null && (duration.isNegative() || duration.isZero())) {
            wrong("/duration", "It must be longer than nothing.");
        }
        if (duration != null && duration.compareTo(LONGEST) > 0) {
            wrong("/duration", "It must not be longer than a year; quarantine keeps 30 days at most.");
        }
        if (duration != null && request.from() != null) {
            wrong("/duration", "Give 'from' or 'duration', not both.");
        }
        if (request.from() != null && request.to() != null && !request.from().isBefore(request.to())) {
            wrong("/from", "It must be before 'to'.");
        }
    }

    private void addresses(String pointer, List<String> addresses) {
        for (int i = 0; i < addresses.size(); i++) {
            if (addresses.get(i).isBlank()) {
                wrong(pointer + "/" + i, "It must not be empty: Microsoft would take it for everyone.");
            }
        }
    }

    private void words(String pointer, List<String> words, List<String> known) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (known.stream().noneMatch(word.strip()::equalsIgnoreCase)) {
                wrong(pointer + "/" + i, "It must be one of " + String.join(", ", known) + ".");
            }
        }
    }

    private static <E> List<String> words(E[] known, Function<E, String> word) {
        return Arrays.stream(known).map(word).toList();
    }

    private void limit() {
        Integer limit = request.limit();
        int most = request.kind() == RequestKind.LIST ? MOST_LISTED : MOST_FETCHED;
        if (limit != null && (limit < 1 || limit > most)) {
            wrong("/limit", "It must be from 1 to " + most + ".");
        }
    }

    private void wrong(String pointer, String message) {
        problems.add(new Problem(pointer, message));
    }
}
