package io.sluice.local.check;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one service polls.
 *
 * @param service its name
 * @param management where it tells its metrics
 * @param connections the names of the connections
 */
public record PolledBy(String service, URI management, Set<String> connections) {

    private static final int MOST_NAMED = 3;

    /** Copies the names. */
    public PolledBy {
        connections = Set.copyOf(connections);
    }

    /**
     * Says, for people, what the service has not done yet of reading everything that happened before a moment; nothing
     * when it has.
     *
     * @param howFar what its metrics say
     * @param now when they said it
     */
    Optional<String> lacking(Instant moment, Map<String, HowFar> howFar, Instant now) {
        if (howFar.isEmpty() && !connections.isEmpty()) {
            return Optional.of(
                    service + " to begin; it shows no connection yet (./sluice status says whether it runs)");
        }
        SortedMap<String, SortedSet<String>> lacking = new TreeMap<>();
        connections.forEach(name -> lackingOf(howFar.get(name), moment, now)
                .ifPresent(what ->
                        lacking.computeIfAbsent(what, _ -> new TreeSet<>()).add(name)));
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(service + " "
                        + lacking.entrySet().stream()
                                .map(each -> each.getKey() + " " + some(each.getValue()))
                                .collect(Collectors.joining(", and ")));
    }

    private static Optional<String> lackingOf(@Nullable HowFar read, Instant moment, Instant now) {
        if (read == null) {
            return Optional.of("to take up");
        }
        if (!isBeyond(moment, read.newBehind(), now)) {
            return Optional.of("to read what is new of");
        }
        if (!isBeyond(moment, read.behind(), now)) {
            return Optional.of("to read the past of");
        }
        return isBeyond(moment, read.young(), now)
                ? Optional.empty()
                : Optional.of("to read once more, as every few minutes, what is young of");
    }

    private static String some(SortedSet<String> names) {
        return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMED ? " and others" : "");
    }

    private static boolean isBeyond(Instant moment, Duration behind, Instant now) {
        return now.minus(behind).isAfter(moment);
    }
}
