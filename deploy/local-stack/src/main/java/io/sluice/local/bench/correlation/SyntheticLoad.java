package io.sluice.local.bench.correlation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.correlation.PlayOfAlert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * As many events of one tenant as are wanted, like those that one recorded tenant had in its week: the same kinds of
 * plays, as often as there, in an organisation that is so large that a person is met as often as in the recorded one.
 */
final class SyntheticLoad {

    /** What stands in at least so many plays is no play's own. */
    private static final int COMMON = 8;

    /** In the recording, two hundred people have about 137 plays in a week. */
    private static final double PLAYS_OF_A_PERSON = 0.68;

    private static final Duration WEEK = Duration.ofDays(7);
    private static final long SEED = 60;

    private final List<Mold> molds;
    private final Event connection;
    private final Instant begin;
    private final Duration pause;
    private final int people;
    private final Random random = new Random(SEED);
    private long plays;

    /**
     * Takes the recorded tenant with the most alerts as the model.
     *
     * @param week how many plays there are in a week
     */
    SyntheticLoad(Recording recording, int week) {
        String tenant = recording.truth().keySet().stream()
                .collect(Collectors.groupingBy(Keys::tenantOf, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        List<Arrival> arrivals = Pace.of(recording.events().stream()
                .filter(event -> Keys.tenantOf(event.key()).equals(tenant))
                .toList());
        connection = arrivals.stream()
                .map(Arrival::event)
                .filter(event -> event.topic().equals(Topics.CONNECTIONS.name()))
                .findFirst()
                .orElseThrow();
        Map<String, List<Arrival>> recorded = plays(arrivals, recording.truth());
        Map<String, Integer> counts = new HashMap<>();
        recorded.values()
                .forEach(play -> play.stream()
                        .flatMap(arrival -> Mold.tokens(arrival.event()).stream())
                        .distinct()
                        .forEach(token -> counts.merge(token, 1, Integer::sum)));
        Set<String> common = counts.entrySet().stream()
                .filter(each -> each.getValue() >= COMMON)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        molds = recorded.values().stream().map(play -> new Mold(play, common)).toList();
        begin = arrivals.getFirst().at();
        pause = WEEK.dividedBy(week);
        people = (int) Math.max(200, week / PLAYS_OF_A_PERSON);
    }

    /** Returns the record of the tenant's connection. */
    Event connection() {
        return connection;
    }

    /** Returns the events of the next play, in the order in which they arrive. */
    List<Arrival> next() {
        long number = plays++;
        Mold mold = molds.get(random.nextInt(molds.size()));
        Map<Integer, Integer> cast = new HashMap<>();
        return mold.cast(
                number,
                owner -> cast.computeIfAbsent(owner, _ -> random.nextInt(people)),
                begin.plus(pause.multipliedBy(number)));
    }

    /** Returns how many plays there were. */
    long plays() {
        return plays;
    }

    /** Alerts belong to the play that the truth says, incidents to that of their alerts or of their other incident. */
    private static Map<String, List<Arrival>> plays(List<Arrival> arrivals, Map<String, PlayOfAlert> truth) {
        Map<String, String> known = new HashMap<>();
        truth.forEach((alert, play) -> known.put(alert, play.play()));
        Map<String, List<Arrival>> plays = new LinkedHashMap<>();
        // An incident that was merged names only the other incident, whose own record may come later.
        for (int pass = 0; pass < 2; pass++) {
            for (Arrival arrival : arrivals) {
                Event event = arrival.event();
                if (event.topic().equals(Topics.INCIDENTS.name())) {
                    String play = playOf(event, known);
                    if (play != null) {
                        known.put(event.key(), play);
                    }
                }
            }
        }
        for (Arrival arrival : arrivals) {
            String play = known.get(arrival.event().key());
            if (play != null) {
                plays.computeIfAbsent(play, _ -> new ArrayList<>()).add(arrival);
            }
        }
        plays.values().forEach(play -> play.sort(Comparator.comparing(Arrival::at)));
        return plays;
    }

    private static @Nullable String playOf(Event incident, Map<String, String> known) {
        JsonNode finding;
        try {
            finding = Json.MAPPER.readTree(incident.value());
        } catch (IOException e) {
            throw new UncheckedIOException("The event " + incident.key() + " is no JSON", e);
        }
        for (JsonNode related : finding.at("/finding_info_list/0/related_events")) {
            String play = known.get(
                    Keys.of(Keys.tenantOf(incident.key()), related.path("uid").asText("")));
            if (play != null) {
                return play;
            }
        }
        return null;
    }
}
