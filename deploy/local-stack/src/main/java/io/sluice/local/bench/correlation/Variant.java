package io.sluice.local.bench.correlation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** In which order events arrive. Each is the same at every run. */
enum Variant {
    /** Each when its content came about. */
    IN_ORDER("in order") {
        @Override
        List<Arrival> arrange(List<Event> inOrder, Random random) {
            return inOrder.stream().map(Variant::prompt).toList();
        }
    },

    /** In any order at all. */
    SHUFFLED("shuffled") {
        @Override
        List<Arrival> arrange(List<Event> inOrder, Random random) {
            List<Event> shuffled = new ArrayList<>(inOrder);
            Collections.shuffle(shuffled, random);
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < shuffled.size(); i++) {
                arrivals.add(new Arrival(shuffled.get(i), inOrder.get(i).time()));
            }
            return arrivals;
        }
    },

    /** Three of ten twice, the second time at any later time: an older version then comes after a newer one. */
    DOUBLED("doubled") {
        @Override
        List<Arrival> arrange(List<Event> inOrder, Random random) {
            List<Arrival> arrivals = new ArrayList<>();
            Instant end = inOrder.isEmpty() ? Instant.EPOCH : inOrder.getLast().time();
            for (Event event : inOrder) {
                arrivals.add(prompt(event));
                if (random.nextDouble() < REPEATED) {
                    long rest = Duration.between(event.time(), end).toMillis();
                    arrivals.add(new Arrival(event, event.time().plusMillis(random.nextLong(rest + 1))));
                }
            }
            arrivals.sort(BY_TIME);
            return arrivals;
        }
    },

    /** A fifth an hour late. */
    DELAYED("delayed") {
        @Override
        List<Arrival> arrange(List<Event> inOrder, Random random) {
            List<Arrival> arrivals = new ArrayList<>();
            for (Event event : inOrder) {
                boolean late = random.nextDouble() < LATE;
                arrivals.add(new Arrival(event, late ? event.time().plus(DELAY) : event.time()));
            }
            arrivals.sort(BY_TIME);
            return arrivals;
        }
    };

    private static final double REPEATED = 0.3;
    private static final double LATE = 0.2;
    private static final Duration DELAY = Duration.ofHours(1);
    private static final long SEED = 6;
    private static final Comparator<Arrival> BY_TIME = Comparator.comparing(Arrival::at);

    private final String words;

    Variant(String words) {
        this.words = words;
    }

    /**
     * An event on its way.
     *
     * @param at when it arrives
     */
    record Arrival(Event event, Instant at) {}

    /** Returns what it is called for people. */
    String words() {
        return words;
    }

    /** Returns the events in the order in which they arrive. */
    List<Arrival> arrange(List<Event> events) {
        return arrange(events.stream().sorted(Comparator.comparing(Event::time)).toList(), new Random(SEED));
    }

    abstract List<Arrival> arrange(List<Event> inOrder, Random random);

    private static Arrival prompt(Event event) {
        return new Arrival(event, event.time());
    }
}
