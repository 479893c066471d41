package io.sluice.local.bench.correlation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The events of a recorded play as a form from which more of the same kind are cast: with other ids, hashes, addresses,
 * domains and times, and about other people and devices. What stands in many plays (detectors, the office's address,
 * programs of Windows) stays.
 */
final class Mold {

    /** Of one kind (incidents, addresses) a play has at most so many. */
    static final int MOST_OF_A_KIND = 16;

    /** Incidents that began in Sentinel have numbers of ten digits in the Defender portal, of which they tell. */
    private static final Pattern TOKENS =
            Pattern.compile("(?<text>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z)"
                    + "|(?<=_time\":|\"time\":)(?<millis>\\d{13})"
                    + "|(?<guid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
                    + "|(?<decimal>\\d{12,}_-?\\d+)"
                    + "|(?<![0-9a-f])(?<hex>[0-9a-f]{20,70})(?![0-9a-f])"
                    + "|(?<sid>S-1-5-21-\\d+-\\d+-\\d+-\\d+)"
                    + "|(?<![0-9.])(?<address>\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})(?![0-9.])"
                    + "|(?<domain>[a-z0-9][a-z0-9-]*\\.example)"
                    + "|(?<person>[a-z]+\\.[a-z]+\\d+)(?![a-z0-9.])"
                    + "|(?<![a-z0-9-])(?<device>(?:pc|srv-[a-z]+)\\d+)(?![a-z0-9])"
                    + "|(?<![0-9])(?<portal>20000\\d{5})(?![0-9])"
                    + "|(?<![0-9])(?<number>\\d{5})(?![0-9])");

    /** Whose a name is: the play's (0), or that of a person or device. */
    private record Owned(int owner, Name name) {}

    /** A piece of text, a name, or a time. */
    private sealed interface Piece {}

    private record Text(String text) implements Piece {}

    private record Place(Owned owned) implements Piece {}

    private record Moment(Instant recorded) implements Piece {}

    private record Millis(long recorded) implements Piece {}

    /** An event in pieces. */
    private record Form(
            String topic,
            List<Piece> key,
            List<Piece> value,
            Map<String, List<Piece>> headers,
            Instant time,
            Instant at) {}

    private final Map<String, Owned> names = new HashMap<>();
    private final List<Form> forms = new ArrayList<>();
    private final Set<String> constant;
    private final Set<String> incidents;
    private int owners = 1;
    private int numbers;
    private int addresses;

    /**
     * Makes a form.
     *
     * @param play the events of one play
     * @param constant ids, hashes, addresses and domains that stay as they are
     */
    Mold(List<Arrival> play, Set<String> constant) {
        this.constant = constant;
        incidents = play.stream()
                .map(arrival -> arrival.event().headers().getOrDefault("ce_subject", ""))
                .filter(subject -> subject.matches("\\d{5}"))
                .collect(Collectors.toSet());
        List<JsonNode> values =
                play.stream().map(arrival -> json(arrival.event())).toList();
        values.forEach(this::nameActors);
        for (Arrival arrival : play) {
            Event event = arrival.event();
            Map<String, List<Piece>> headers = new LinkedHashMap<>();
            event.headers().forEach((name, value) -> headers.put(name, pieces(value)));
            forms.add(new Form(
                    event.topic(), pieces(event.key()), pieces(event.value()), headers, event.time(), arrival.at()));
        }
    }

    /** Returns everything in an event that could be a name, for counting in how many plays it stands. */
    static Set<String> tokens(Event event) {
        return TOKENS.matcher(event.value())
                .results()
                .filter(found -> found.group("text") == null && found.group("millis") == null)
                .map(found -> found.group())
                .collect(Collectors.toSet());
    }

    /** Says about whom the events of one more play are. */
    @FunctionalInterface
    interface Casting {
        /**
         * Returns the number of a person and of the device of the same number.
         *
         * @param owner which of those that the play is about; counts from 1
         */
        long of(int owner);
    }

    /** Returns how many events a play has. */
    int size() {
        return forms.size();
    }

    /**
     * Returns one more play.
     *
     * @param number its number; each has its own
     * @param casting whom it is about
     * @param begin when it begins
     */
    List<Arrival> cast(long number, Casting casting, Instant begin) {
        // Whole seconds, so that times say the same as texts and as milliseconds.
        Duration shift = Duration.ofSeconds(
                Duration.between(forms.getFirst().at(), begin).toSeconds());
        long[] numbersOf = new long[owners];
        numbersOf[0] = number;
        for (int owner = 1; owner < owners; owner++) {
            numbersOf[owner] = casting.of(owner);
        }
        List<Arrival> arrivals = new ArrayList<>(forms.size());
        for (Form form : forms) {
            Map<String, String> headers = new LinkedHashMap<>();
            form.headers().forEach((name, pieces) -> headers.put(name, text(pieces, numbersOf, shift)));
            arrivals.add(new Arrival(
                    new Event(
                            form.topic(),
                            text(form.key(), numbersOf, shift),
                            text(form.value(), numbersOf, shift),
                            headers,
                            form.time().plus(shift)),
                    form.at().plus(shift)));
        }
        return arrivals;
    }

    private static String text(List<Piece> pieces, long[] numbers, Duration shift) {
        StringBuilder text = new StringBuilder(8_192);
        for (Piece piece : pieces) {
            switch (piece) {
                case Text same -> text.append(same.text());
                case Place place ->
                    text.append(place.owned().name().of(numbers[place.owned().owner()]));
                case Moment moment -> text.append(moment.recorded().plus(shift));
                case Millis millis -> text.append(millis.recorded() + shift.toMillis());
            }
        }
        return text.toString();
    }

    /** People and devices get the same names in every play that is about them. */
    private void nameActors(JsonNode node) {
        String uid = node.path("uid").asText("");
        String email = node.path("email_addr").asText("");
        String host = node.path("hostname").asText("");
        if (!email.isEmpty() && !uid.isEmpty()) {
            int owner = owner(List.of(uid, localPart(email)));
            own(uid, owner, new Name.Padded("", "-0000-4000-8000-000000000001"));
            own(localPart(email), owner, new Name.Plain("person.of", ""));
            own(node.path("uid_alt").asText(""), owner, new Name.Plain("S-1-5-21-1-2-3-", ""));
        } else if (!host.isEmpty() && !uid.isEmpty()) {
            int owner = owner(List.of(uid, host.split("\\.", 2)[0]));
            own(uid, owner, new Name.Padded("d".repeat(32), ""));
            own(host.split("\\.", 2)[0], owner, new Name.Plain("pc", ""));
            own(node.path("uid_alt").asText(""), owner, new Name.Padded("", "-0000-4000-8000-000000000002"));
        }
        node.forEach(this::nameActors);
    }

    private static String localPart(String email) {
        return email.substring(0, Math.max(0, email.indexOf('@')));
    }

    private int owner(List<String> known) {
        return known.stream()
                .map(names::get)
                .filter(owned -> owned != null)
                .findFirst()
                .map(Owned::owner)
                .orElseGet(() -> owners++);
    }

    private void own(String recorded, int owner, Name name) {
        if (!recorded.isEmpty()) {
            names.putIfAbsent(recorded, new Owned(owner, name));
        }
    }

    private List<Piece> pieces(String recorded) {
        List<Piece> pieces = new ArrayList<>();
        Matcher tokens = TOKENS.matcher(recorded);
        int end = 0;
        while (tokens.find()) {
            Piece piece = piece(tokens);
            if (!(piece instanceof Text)) {
                pieces.add(new Text(recorded.substring(end, tokens.start())));
                pieces.add(piece);
                end = tokens.end();
            }
        }
        pieces.add(new Text(recorded.substring(end)));
        return pieces;
    }

    private Piece piece(Matcher token) {
        String recorded = token.group();
        if (token.group("text") != null) {
            return new Moment(Instant.parse(recorded));
        }
        if (token.group("millis") != null) {
            return new Millis(Long.parseLong(recorded));
        }
        Owned known = names.get(recorded);
        if (known != null) {
            return new Place(known);
        }
        if (constant.contains(recorded) || (token.group("number") != null && !incidents.contains(recorded))) {
            return new Text(recorded);
        }
        Name name;
        if (token.group("guid") != null || token.group("hex") != null) {
            name = new Name.Hexadecimal(recorded);
        } else if (token.group("decimal") != null) {
            name = new Name.Decimal(recorded);
        } else if (token.group("address") != null) {
            name = new Name.Address(addresses++ % MOST_OF_A_KIND);
        } else if (token.group("domain") != null) {
            name = new Name.Domain(recorded);
        } else if (token.group("number") != null || token.group("portal") != null) {
            name = new Name.Counted(numbers++ % MOST_OF_A_KIND);
        } else {
            return new Text(recorded);
        }
        Owned owned = new Owned(0, name);
        names.put(recorded, owned);
        return new Place(owned);
    }

    private static JsonNode json(Event event) {
        try {
            return Json.MAPPER.readTree(event.value());
        } catch (IOException e) {
            throw new UncheckedIOException("The event " + event.key() + " is no JSON", e);
        }
    }
}
