package io.sluice.enrichment.stream;

import static io.sluice.enrichment.stream.AlertEvent.TENANT;
import static io.sluice.enrichment.stream.AlertEvent.alert;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.trace.Traceparent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {

    private static final String FORM = "it is no JSON of the form that alerts have";
    private static final String LARGE = "what is to be kept of it is larger than 300 KiB";
    private static final String KEY = "its key does not begin with a tenant's id and a slash";

    record Bad(Event event, String reason) {}

    static Stream<Bad> bad() {
        String good = new String(Objects.requireNonNull(alert("a").event().value()), UTF_8);
        return Stream.of(
                new Bad(event(Topics.ALERTS, "{"), FORM),
                new Bad(event(Topics.ALERTS, ""), FORM),
                new Bad(event(Topics.ALERTS, "[]"), FORM),
                new Bad(event(Topics.ALERTS, "null"), "it has no finding_info.uid or no metadata"),
                new Bad(event(Topics.ALERTS, "{}"), "it has no finding_info.uid or no metadata"),
                new Bad(event(Topics.ALERTS, good.replace("\"severity_id\":3", "\"severity_id\":\"high\"")), FORM),
                new Bad(event(Topics.ALERTS, good.replace("\"title\":\"Alert a\"", "\"title\":{}")), FORM),
                new Bad(
                        event(Topics.ALERTS, good.replace("\"uid\":\"a\"", "\"uid\":\"" + "a".repeat(2_000) + "\"")),
                        "its finding_info.uid is longer than any of Microsoft's"),
                new Bad(
                        alert("a").in("i".repeat(2_000)).event(),
                        "its related_events[].uid is longer than any of Microsoft's"),
                new Bad(alert("a").in(incidents(1_001, 1)).event(), "it is related to more than 1000 incidents"),
                new Bad(alert("a").in(incidents(1_000, 400)).event(), LARGE),
                new Bad(
                        alert("a").from("s".repeat(2_000), "Defender").event(),
                        "its metadata.source is longer than any of Microsoft's"),
                new Bad(
                        new Event(Topics.ALERTS, TENANT + "/" + "x".repeat(2_000), good.getBytes(UTF_8)),
                        "its key is longer than any of Sluice's"),
                new Bad(new Event(Topics.ALERTS, null, good.getBytes(UTF_8)), KEY),
                new Bad(new Event(Topics.ALERTS, "a", good.getBytes(UTF_8)), KEY),
                new Bad(new Event(Topics.ALERTS, "/a", good.getBytes(UTF_8)), KEY),
                new Bad(event(Topics.INCIDENTS, "{}"), "it has no finding_info_list[0].uid or no metadata"),
                new Bad(
                        Events.incident(TENANT, "1", 1, incidents(1_001, 1)),
                        "it is related to more than 1000 incidents"),
                new Bad(Events.incident(TENANT, "1", 1, incidents(1_000, 400)), LARGE),
                new Bad(event(Topics.INCIDENTS, "7"), "it is no JSON of the form that incidents have"),
                new Bad(
                        event(Topics.QUERY_RESULTS, "{\"requestId\":7}"),
                        "it is no JSON of the form that sluice.query-results.v1 has"),
                new Bad(
                        event(Topics.QUARANTINE_RESULTS, "{}"),
                        "it is no JSON of the form that sluice.quarantine-results.v1 has"),
                new Bad(
                        Events.quarantined(TENANT, "r", "m".repeat(2_000), "ann@contoso.com", Instant.EPOCH),
                        "its items[].identity is longer than any of Microsoft's"),
                new Bad(
                        Events.exported(
                                TENANT,
                                "r",
                                "m",
                                Instant.EPOCH,
                                "\"authentication\":{\"spf\":\"" + "x".repeat(400_000) + "\"}"),
                        LARGE),
                new Bad(
                        Events.directory(
                                TENANT,
                                "r",
                                "{\"user\":{\"id\":\"u\",\"groups\":[\"" + "x".repeat(300_000) + "\"]}}",
                                Instant.EPOCH),
                        "one of its items is larger than any entry of a directory"),
                new Bad(event(Topics.CONNECTIONS, " ".repeat(300_000) + "{}"), "it is larger than any connection"),
                new Bad(
                        event(Topics.DIRECTORY_RESULTS, "\u0000"),
                        "it is no JSON of the form that sluice.directory-results.v1 has"),
                new Bad(event(Topics.CONNECTIONS, "{}x"), "it is no JSON of the form that connections have"));
    }

    private static String[] incidents(int count, int length) {
        return IntStream.range(0, count).mapToObj(i -> "i".repeat(length) + i).toArray(String[]::new);
    }

    private static Event event(Topic topic, String value) {
        return new Event(topic, TENANT + "/x", value.getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void malformedEventIsPutAsideWithReasonAndPlaceAndTheOthersGoOn(Bad bad) {
        try (Correlation correlation = new Correlation()) {
            correlation
                    .take(alert("before"))
                    .take(bad.event())
                    .take(alert("after"))
                    .settle();

            assertThat(correlation.groups()).containsExactly(List.of("after"), List.of("before"));
            assertThat(correlation.written(Topics.DEAD_LETTERS)).singleElement().satisfies(letter -> {
                JsonNode value = Correlation.json(letter.value());
                assertThat(value.path("reason").asText()).isEqualTo(bad.reason());
                assertThat(value.path("stage").asText()).isEqualTo("enrichment-service: correlation");
                assertThat(Correlation.header(letter, "ce_id"))
                        .startsWith(bad.event().topic().name() + "/0/")
                        .endsWith("/enrichment-service");
            });
        }
    }

    @Test
    void whatIsPutAsideBelongsToTheTraceOfTheRecordThatWasRead() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        try (Correlation correlation = new Correlation()) {
            correlation.take(event(Topics.ALERTS, "{"), trace).settle();

            assertThat(correlation.written(Topics.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(letter -> assertThat(Correlation.header(letter, Traceparent.HEADER))
                            .isEqualTo(trace));
        }
    }

    @Test
    void whatIsTooMuchToReadOfAnAlertIsCut() {
        try (Correlation correlation = new Correlation()) {
            String types = IntStream.range(0, 80)
                    .mapToObj(i -> AlertEvent.quoted("t".repeat(300) + i))
                    .collect(Collectors.joining(","));
            String alert = new String(
                            Objects.requireNonNull(alert("a")
                                    .tactics(incidents(150, 300))
                                    .event()
                                    .value()),
                            UTF_8)
                    .replace(
                            "\"title\":\"Alert a\"",
                            "\"title\":\"Alert a\",\"types\":[" + types + "],\"src_url\":\"https://maple.example/"
                                    + "x".repeat(3_000) + "\"");

            correlation.put(event(Topics.ALERTS, alert));

            JsonNode info = correlation.holding("a").at("/finding_info_list/0");
            assertThat(info.path("types"))
                    .hasSize(50)
                    .allSatisfy(type -> assertThat(type.asText()).hasSize(201).endsWith("…"));
            assertThat(info.path("attacks"))
                    .hasSize(100)
                    .allSatisfy(attack ->
                            assertThat(attack.at("/tactic/name").asText()).hasSize(201));
            assertThat(info.has("src_url")).isFalse();
            assertThat(correlation.written(Topics.DEAD_LETTERS)).isEmpty();
        }
    }

    @Test
    void ofAMessageToAHostTheFirstRecipientsAreTold() {
        try (Correlation correlation = new Correlation()) {
            String message = "a1b2c3d4-0000-4000-8000-00000000abcd";
            List<String> recipients = IntStream.range(0, 3_000)
                    .mapToObj(i -> "user" + i + "@contoso.com")
                    .toList();
            correlation.put(alert("a").message(message));

            correlation.put(
                    Events.quarantined(TENANT, "somebody-else", message, recipients, List.of(), AlertEvent.MORNING));

            assertThat(correlation.holding("a").at("/unmapped/messages/0/recipients"))
                    .hasSize(100);
        }
    }

    @Test
    void recordWithoutValueChangesNothing() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(alert("a"));

            EnrichmentTopology.SOURCES.forEach(topic -> correlation.put(new Event(topic, TENANT + "/a", null)));

            assertThat(correlation.groups()).containsExactly(List.of("a"));
            assertThat(correlation.written(Topics.DEAD_LETTERS)).isEmpty();
        }
    }

    @Test
    void eventsFromTheFutureAndFromLongAgoAreTakenAsTheyAre() {
        try (Correlation correlation = new Correlation()) {
            Instant now = correlation.now();
            correlation.put(
                    alert("future")
                            .in("1")
                            .created(Instant.parse("2100-01-01T00:00:00Z"))
                            .read(now),
                    alert("past")
                            .in("1")
                            .created(Instant.parse("1999-01-01T00:00:00Z"))
                            .read(now),
                    alert("epoch").in("1").created(Instant.EPOCH).read(now),
                    alert("hostile")
                            .in("2")
                            .created(Instant.ofEpochMilli(Long.MAX_VALUE / 2))
                            .read(now),
                    alert("negative")
                            .in("3")
                            .created(Instant.ofEpochMilli(Long.MIN_VALUE / 2))
                            .read(now));

            assertThat(correlation.written(Topics.DEAD_LETTERS)).isEmpty();
            assertThat(correlation.groups()).contains(List.of("epoch", "past", "future"));
        }
    }

    @Test
    void oneIncidentOfTenThousandAlertsIsOneRecordThatFits() {
        try (Correlation correlation = new Correlation()) {
            int most = 10_000;
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                events.add(alert(String.format("alert%05d", i))
                        .in("4711")
                        .user("user" + i)
                        .device("pc" + i % 100)
                        .event());
            }

            correlation.take(events).settle();

            assertThat(correlation.open()).hasSize(1);
            JsonNode investigation = correlation.holding("alert00000");
            assertThat(investigation.at("/unmapped/alerts").intValue()).isEqualTo(most);
            assertThat(investigation.at("/unmapped/omitted/findings").intValue())
                    .isEqualTo(most - investigation.path("finding_info_list").size());
            assertThat(investigation.at("/unmapped/omitted/entities").intValue())
                    .isEqualTo(
                            most + 100 - investigation.at("/unmapped/entities").size());
            assertThat(investigation.at("/metadata/is_truncated").booleanValue())
                    .isTrue();
            assertAllFit(correlation);
        }
    }

    @Test
    void everythingThatIsLeftOutIsCounted() {
        try (Correlation correlation = new Correlation()) {
            String[] incidents =
                    IntStream.range(0, 120).mapToObj(i -> "47" + i).sorted().toArray(String[]::new);
            String message = "a1b2c3d4-0000-4000-8000-00000000abcd";
            List<Event> events = new ArrayList<>();
            AlertEvent named = alert("a").in(incidents).message(message);
            for (int i = 0; i < 30; i++) {
                named = named.ip("198.51.100." + i, 0);
                events.add(alert("other" + i).ip("198.51.100." + i, 0).event());
            }
            events.add(named.event());
            for (int i = 0; i < 60; i++) {
                events.add(Events.quarantined(
                        AlertEvent.TENANT, "somebody-else", message, "user" + i + "@contoso.com", AlertEvent.MORNING));
            }

            correlation.take(events).settle();

            JsonNode investigation = correlation.holding("a");
            JsonNode omitted = investigation.at("/unmapped/omitted");
            assertThat(omitted.path("incidents").intValue()).isEqualTo(20);
            assertThat(omitted.path("messages").intValue()).isEqualTo(10);
            assertThat(omitted.path("links").intValue()).isEqualTo(10);
            assertThat(omitted.path("findings").intValue()).isZero();
            assertThat(investigation.at("/metadata/is_truncated").booleanValue())
                    .isTrue();
        }
    }

    @Test
    void nothingIsAskedAboutTimesThatNobodyHasLogsFrom() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(Events.connection(AlertEvent.TENANT));
            correlation.put(alert("hostile")
                    .user("ann")
                    .created(Instant.ofEpochMilli(Long.MAX_VALUE / 2))
                    .read(correlation.now()));

            assertThat(correlation.groups()).containsExactly(List.of("hostile"));
            assertThat(correlation.values(Topics.QUERY_REQUESTS)).isEmpty();
            assertThat(correlation.values(Topics.DIRECTORY_REQUESTS)).hasSize(1);
        }
    }

    @Test
    void valuesOfHostileLengthFit() {
        try (Correlation correlation = new Correlation()) {
            String text = "€\"\\\u0001".repeat(250);
            correlation.put(IntStream.range(0, 150)
                    .mapToObj(i -> alert("a" + i)
                            .in("4711", "x".repeat(990) + i)
                            .titled(i + text)
                            .from("defender-xdr", i + text)
                            .tactics(IntStream.range(0, 20)
                                    .mapToObj(n -> i + " " + n + text)
                                    .toArray(String[]::new))
                            .url("https://maple.example/" + i + "/" + "x".repeat(900))
                            .user("u".repeat(900) + i)
                            .device("d".repeat(60) + i))
                    .toArray(AlertEvent[]::new));

            assertThat(correlation.holding("a0").at("/unmapped/alerts").intValue())
                    .isEqualTo(150);
            assertAllFit(correlation);
        }
    }

    private static void assertAllFit(Correlation correlation) {
        for (Topic topic : EnrichmentTopology.SINKS) {
            assertThat(correlation.written(topic))
                    .allSatisfy(record -> assertThat(record.value().length)
                            .as(topic.name())
                            .isLessThanOrEqualTo(topic.maxValueBytes()));
        }
    }
}
