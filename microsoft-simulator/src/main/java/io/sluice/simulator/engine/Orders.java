package io.sluice.simulator.engine;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Incident;
import io.sluice.simulator.incident.Play;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.scenario.Action.RaiseAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes the unusual incidents that tests order, all at one moment. */
final class Orders {

    private static final RaiseAlert ALERT = new RaiseAlert(
            "Suspicious activity ordered by a test",
            "This alert was ordered through the control API.",
            "MicrosoftDefenderForEndpoint",
            "CustomDetection",
            "SuspiciousActivity",
            "Medium",
            List.of("T1059.001"),
            null,
            null,
            null,
            null,
            null);

    private final Incidents incidents;
    private final Function<String, Play> plays;
    private final AlertMaker maker;
    private final Organisation organisation;
    private final SplittableRandom random;
    private final Instant now;
    private final Instant real;

    /**
     * Makes incidents at a moment.
     *
     * @param plays begins a playing of an order
     * @param now the moment in scenario time
     * @param real the moment as people see it
     */
    Orders(
            Incidents incidents,
            Function<String, Play> plays,
            AlertMaker maker,
            Organisation organisation,
            SplittableRandom random,
            Instant now,
            Instant real) {
        this.incidents = incidents;
        this.plays = plays;
        this.maker = maker;
        this.organisation = organisation;
        this.random = random;
        this.now = now;
        this.real = real;
    }

    Incident giant(int alerts, int alertBytes) {
        return add("Giant incident with " + alerts + " alerts", alerts, alertBytes, plays.apply("giant"));
    }

    List<Incident> ties(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> add("Tied incident " + i + " of " + count, 1, 0, plays.apply("ties")))
                .toList();
    }

    /** Returns the ids of the alerts. */
    List<String> alone(int count) {
        Play play = plays.apply("alone");
        Incident none = incidents.none(real, play);
        Cast nobody = new Cast(Map.of(), organisation, random, real);
        List<Alert> more = IntStream.range(0, count)
                .mapToObj(i -> maker.make(nobody, random, play, none.id(), ALERT, List.of(), real))
                .toList();
        incidents.commit(
                now,
                random,
                none.edit()
                        .alerts(Stream.concat(none.alerts().stream(), more.stream())
                                .toList())
                        .at(real)
                        .done());
        return more.stream().map(Alert::alertId).toList();
    }

    List<Incident> redirects(int length, boolean loop) {
        Play play = plays.apply(loop ? "loop" : "chain");
        List<Long> chain = IntStream.rangeClosed(1, length)
                .mapToObj(i -> add("Redirected incident " + i + " of " + length, loop ? 0 : 1, 0, play)
                        .id())
                .toList();
        for (int i = 0; i + 1 < length; i++) {
            incidents.merge(incidents.get(chain.get(i)), incidents.get(chain.get(i + 1)), now, real, random);
        }
        if (loop && length > 1) {
            incidents.commit(
                    now,
                    random,
                    incidents
                            .get(chain.getLast())
                            .edit()
                            .redirect(chain.getFirst())
                            .at(real)
                            .done());
        }
        return chain.stream().map(incidents::get).toList();
    }

    private Incident add(String name, int count, int alertBytes, Play play) {
        Incident incident = incidents.begin(name, real, play);
        Cast nobody = new Cast(Map.of(), organisation, random, real);
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Alert alert = maker.make(nobody, random, play, incident.id(), ALERT, List.of(), real);
            alerts.add(alert.edit()
                    .add(AlertMaker.bulk(alertBytes, alert.creation(), random.nextInt()))
                    .done());
        }
        Incident full = incident.edit().alerts(alerts).at(real).done();
        incidents.commit(now, random, full);
        return full;
    }
}
