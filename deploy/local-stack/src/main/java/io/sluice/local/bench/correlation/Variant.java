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
    /** As they would arrive by themselves. */
    IN_ORDER("in order") {
        @Override
        List<Arrival> arrange(List<Arrival> inOrder, Random random) {
            return inOrder;
        }
    },

    /** In any order at all. */
    SHUFFLED("shuffled") {
        @Override
        List<Arrival> arrange(List<Arrival> inOrder, Random random) {
            List<Arrival> shuffled = new ArrayList<>(inOrder);
            Collections.shuffle(shuffled, random);
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < shuffled.size(); i++) {
                arrivals.add(new Arrival(shuffled.get(i).event(), inOrder.get(i).at()));
            }
            return arrivals;
        }
    },

    /** Three of ten twice, the second time at any later time: an older version then comes after a newer one. */
    DOUBLED("doubled") {
        @Override
        List<Arrival> arrange(List<Arrival> inOrder, Random random) {
            List<Arrival> arrivals = new ArrayList<>();
            Instant end = inOrder.isEmpty() ? Instant.EPOCH : inOrder.getLast().at();
            for (Arrival arrival : inOrder) {
                arrivals.add(arrival);
                if (random.nextDouble() < REPEATED) {
                    long rest = Duration.between(arrival.at(), end).toMillis();
                    arrivals.add(new Arrival(arrival.event(), arrival.at().plusMillis(random.nextLong(rest + 1))));
                }
            }
            arrivals.sort(BY_TIME);
            return arrivals;
        }
    },

    /** A fifth an hour late. */
    DELAYED("delayed") {
        @Override
        List<Arrival> arrange(List<Arrival> inOrder, Random random) {
            List<Arrival> arrivals = new ArrayList<>();
            for (Arrival arrival : inOrder) {
                boolean late = random.nextDouble() < LATE;
                arrivals.add(late ? new Arrival(arrival.event(), arrival.at().plus(DELAY)) : arrival);
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

    /** Returns what it is called for people. */
    String words() {
        return words;
    }

    /**
     * Returns the events in the order in which they arrive.
     *
     * @param inOrder the events as they would arrive by themselves
     */
    List<Arrival> arrange(List<Arrival> inOrder) {
        return arrange(inOrder, new Random(SEED));
    }

    abstract List<Arrival> arrange(List<Arrival> inOrder, Random random);
}
