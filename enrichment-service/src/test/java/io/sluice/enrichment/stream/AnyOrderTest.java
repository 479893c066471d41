package io.sluice.enrichment.stream;

import static io.sluice.enrichment.stream.AlertEvent.MORNING;
import static io.sluice.enrichment.stream.AlertEvent.TENANT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topics;
import io.sluice.enrichment.followup.Around;
import io.sluice.enrichment.followup.FollowUpRule;
import io.sluice.enrichment.followup.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.streams.test.TestRecord;

/** The same events give the same investigations, however they come. */
class AnyOrderTest {

    private static final String OTHER_TENANT = "0f4a2a4e-0000-4000-8000-000000000002";
    private static final List<String> MESSAGES =
            List.of("a1b2c3d4-0000-4000-8000-000000000001", "a1b2c3d4-0000-4000-8000-000000000002");
    private static final String HASH = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";
    private static final Instant YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z");
    private static final String PROGRAM = "375a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";

    /** So few that users, devices and files become busy. */
    private static final int BUSY_FROM = 4;

    /** An event, and what it is a version of: one version has one content. */
    record Told(String version, Event event) {
        @Override
        public String toString() {
            return version;
        }
    }

    @Property(tries = 100)
    void orderRepetitionAndBatchesDoNotMatter(
            @ForAll("events") List<Told> told, @ForAll Random order, @ForAll Random otherOrder) {
        List<Event> events = new ArrayList<>(once(told).values());

        Map<String, String> atOnce = investigations(List.of(events));

        assertSame(cut(events, otherOrder), atOnce);
        assertSame(cut(shuffledAndRepeated(events, order), order), atOnce);
        assertSame(cut(shuffledAndRepeated(events, otherOrder), otherOrder), atOnce);
    }

    private static void assertSame(List<List<Event>> batches, Map<String, String> expected) {
        assertThat(Difference.between(expected, investigations(batches)))
                .as(() -> "fed as " + batches)
                .isEmpty();
    }

    private static Map<String, Event> once(List<Told> told) {
        Map<String, Event> events = new LinkedHashMap<>();
        told.forEach(each -> events.putIfAbsent(each.version(), each.event()));
        return events;
    }

    private static List<Event> shuffledAndRepeated(List<Event> events, Random order) {
        List<Event> all = new ArrayList<>(events);
        events.stream().filter(event -> order.nextInt(3) == 0).forEach(all::add);
        Collections.shuffle(all, order);
        return all;
    }

    private static List<List<Event>> cut(List<Event> events, Random places) {
        List<List<Event>> batches = new ArrayList<>();
        List<Event> batch = new ArrayList<>();
        for (Event event : events) {
            batch.add(event);
            if (places.nextInt(3) == 0) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
        }
        batches.add(batch);
        return batches;
    }

    private static Map<String, String> investigations(List<List<Event>> batches) {
        try (Correlation correlation = new Correlation(BUSY_FROM, 200)) {
            for (List<Event> batch : batches) {
                correlation.take(batch).settle();
            }
            assertThat(correlation.written(Topics.DEAD_LETTERS)).isEmpty();
            assertEachAlertOnce(correlation);
            assertChains(correlation);
            return correlation.open();
        }
    }

    private static void assertEachAlertOnce(Correlation correlation) {
        Set<String> seen = new HashSet<>();
        correlation.open().forEach((key, value) -> {
            for (String uid :
                    Correlation.uids(Correlation.json(value.getBytes(java.nio.charset.StandardCharsets.UTF_8)))) {
                assertThat(seen.add(Keys.of(Keys.tenantOf(key), uid)))
                        .as("%s is in two open investigations", uid)
                        .isTrue();
            }
        });
    }

    private static void assertChains(Correlation correlation) {
        Map<String, String> versions = new HashMap<>();
        Map<String, String> contents = new HashMap<>();
        List<JsonNode> changes = correlation.values(Topics.INVESTIGATION_CHANGES);
        List<TestRecord<String, byte[]>> records = correlation.written(Topics.INVESTIGATIONS);
        assertThat(changes).hasSameSizeAs(records);
        for (int i = 0; i < changes.size(); i++) {
            JsonNode change = changes.get(i);
            TestRecord<String, byte[]> record = records.get(i);
            String previous = change.path("previousVersion").asText(null);
            assertThat(previous)
                    .isEqualTo(versions.put(record.key(), change.path("version").asText()));
            String content = new String(record.value(), UTF_8);
            assertThat(content).isNotEqualTo(contents.put(record.key(), content));
            assertThat(change.path("changes")).isNotEmpty();
        }
        assertThat(records.stream().map(record -> Correlation.header(record, "ce_id")))
                .doesNotHaveDuplicates();
    }

    // ---- what can happen

    @Provide
    Arbitrary<List<Told>> events() {
        return Arbitraries.frequencyOf(
                        Tuple.of(12, alerts()),
                        Tuple.of(2, incidents()),
                        Tuple.of(2, quarantined()),
                        Tuple.of(2, directory()),
                        Tuple.of(2, signIns()),
                        Tuple.of(1, connections()))
                .list()
                .ofMinSize(15)
                .ofMaxSize(45);
    }

    private static Arbitrary<String> tenants() {
        return Arbitraries.frequency(Tuple.of(6, TENANT), Tuple.of(1, OTHER_TENANT));
    }

    private static Arbitrary<Integer> upTo(int most) {
        return Arbitraries.integers().between(0, most);
    }

    private static Arbitrary<Told> alerts() {
        Arbitrary<AlertEvent> what = Combinators.combine(upTo(7), upTo(1), upTo(2), upTo(3), upTo(3), upTo(4))
                .as((number, source, version, hour, incident, verdict) -> {
                    AlertEvent alert = AlertEvent.alert("alert" + number)
                            .from(
                                    source == 0 ? "defender-xdr" : "sentinel-log-analytics",
                                    source == 0 ? "Defender" : "Sentinel")
                            .version(version + 1)
                            .after(Duration.ofMinutes(100L * hour + number))
                            .titled("Version " + version)
                            .verdict(verdict == 0 ? 1 : verdict == 1 ? 2 : 0);
                    return incident == 0 ? alert : alert.in("470" + incident);
                });
        return Combinators.combine(tenants(), what, upTo(3), upTo(3), upTo(4), upTo(7), upTo(4))
                .as((tenant, alert, user, device, mail, thing, ip) -> {
                    AlertEvent named = alert.of(tenant);
                    named = switch (user) {
                        case 0 -> named;
                        case 1 ->
                            named.knownUser(
                                    "user1",
                                    "11111111-2222-4333-8444-555555555551",
                                    "S-1-5-21-1004336348-1177238915-682003330-1001");
                        default -> named.user("user" + (user - 1));
                    };
                    named = device == 0 ? named : named.device("pc" + (device - 1));
                    named = switch (mail) {
                        case 0, 1 -> named.message(MESSAGES.get(mail));
                        case 2 -> named.mailbox("user1");
                        default -> named;
                    };
                    named = switch (thing) {
                        case 0 -> named.file(HASH);
                        case 1 -> named.systemProgram(HASH);
                        case 2 -> named.systemProgram(PROGRAM);
                        case 3 -> named.url("https://login.maple.example/signin");
                        case 4 -> named.url("https://login.maple.example/other");
                        default -> named;
                    };
                    named = switch (ip) {
                        case 0 -> named.ip("198.51.100.7", 4);
                        case 1 -> named.ip("198.51.100.7", 0);
                        case 2 -> named.ip("198.51.100.8", 0);
                        case 3 -> named.read(YEAR_9999);
                        default -> named;
                    };
                    String version =
                            String.join(" ", tenant, named.uid(), named.source(), Integer.toString(named.version()));
                    return new Told(version, named.event());
                });
    }

    private static Arbitrary<Told> incidents() {
        return Combinators.combine(tenants(), upTo(2), upTo(2), upTo(3)).as((tenant, number, version, other) -> {
            String uid = "470" + (number + 1);
            String into = "470" + other;
            return new Told(
                    tenant + " incident " + uid + " " + version,
                    other == 0 || into.equals(uid)
                            ? Events.incident(tenant, uid, version)
                            : Events.incident(tenant, uid, version, into));
        });
    }

    private static Arbitrary<Told> quarantined() {
        return Combinators.combine(tenants(), upTo(1), upTo(2), upTo(1)).as((tenant, message, minute, asker) -> {
            String nmid = MESSAGES.get(message);
            Instant at = MORNING.plus(Duration.ofMinutes(minute));
            String request = asker == 0
                    ? "somebody-else"
                    : new Question(
                                            FollowUpRule.QUARANTINE_EXPORT,
                                            "message:nmid:" + nmid,
                                            List.of("nmid:" + nmid),
                                            null)
                                    .requestId(tenant)
                            + " some-investigation message:nmid:" + nmid;
            return new Told(
                    tenant + " " + request + nmid + minute,
                    Events.quarantined(tenant, request, nmid, "user1@contoso.com", at));
        });
    }

    private static Arbitrary<Told> directory() {
        return Combinators.combine(tenants(), upTo(2), upTo(1), upTo(2)).as((tenant, user, minute, role) -> {
            String upn = "user" + user + "@contoso.com";
            String request =
                    new Question(FollowUpRule.DIRECTORY_USER, "user:" + upn, List.of(upn), null).requestId(tenant)
                            + " some-investigation user:" + upn;
            return new Told(
                    tenant + " " + request + minute,
                    Events.directory(
                            tenant,
                            request,
                            """
                            {"user":{"id":"u-%d","userPrincipalName":"%s","department":"Sales","roles":[%s]}}""".formatted(user, upn, role == 0 ? "\"Global Administrator\"" : ""),
                            MORNING.plus(Duration.ofMinutes(minute))));
        });
    }

    private static Arbitrary<Told> signIns() {
        return Combinators.combine(tenants(), upTo(2), upTo(1), upTo(2), upTo(2))
                .as((tenant, user, minute, day, again) -> {
                    String upn = "user" + user + "@contoso.com";
                    String request = new Question(
                                            FollowUpRule.SIGNINS_OF_USER,
                                            "user:" + upn,
                                            List.of(upn),
                                            Around.day(MORNING.plus(Duration.ofDays(day))))
                                    .requestId(tenant)
                            + (again == 0 ? "" : "." + (again + 1))
                            + " some-investigation user:" + upn;
                    return new Told(
                            tenant + " " + request + minute,
                            Events.signIns(
                                    tenant,
                                    request,
                                    1,
                                    "completed",
                                    MORNING.plus(Duration.ofMinutes(minute)),
                                    "2026-05-04T20:0" + again + ":00Z " + upn + " Teams 203.0.113.9",
                                    "2026-05-04T08:0" + minute + ":00Z " + upn + " Outlook 198.51.100.7"));
                });
    }

    private static Arbitrary<Told> connections() {
        return tenants().map(tenant -> new Told(tenant + " connection", Events.connection(tenant)));
    }
}
