package io.sluice.enrichment.stream;

import static io.sluice.enrichment.stream.AlertEvent.MORNING;
import static io.sluice.enrichment.stream.AlertEvent.TENANT;
import static io.sluice.enrichment.stream.AlertEvent.alert;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What cannot be asked at once, or is not answered then, is asked later. */
class AskingLaterTest {

    private static final Event CONNECTION = Events.connection(TENANT);
    private static final Duration LONG_AGO = Correlation.LATE_AFTER.plus(Duration.ofHours(1));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void whatIsTooMuchForAnHourIsAskedInTheNextTheWorstFirst() {
        try (Correlation correlation = new Correlation(12, 3)) {
            correlation
                    .put(CONNECTION)
                    .put(users("user", 5, MORNING, 1))
                    .put(alert("worst").user("worst").severity(2));
            assertThat(about(correlation)).containsExactlyInAnyOrder("user0", "user1", "user2");

            pass(correlation, Duration.ofMinutes(58));
            assertThat(about(correlation)).hasSize(3);

            pass(correlation, Duration.ofMinutes(3));

            assertThat(about(correlation)).hasSize(6).contains("user3", "user4");
            assertThat(about(correlation).get(3)).isEqualTo("worst");
            assertThat(correlation.size(TaskStores.WAITING)).isZero();
        }
    }

    @Test
    void whatNobodyCouldBeAskedIsAskedAsSoonAsThereIsAConnection() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(alert("a").user("ann").severity(2));
            assertThat(about(correlation)).isEmpty();

            correlation.put(CONNECTION);
            pass(correlation, MINUTE);

            assertThat(about(correlation)).containsExactly("ann");
        }
    }

    @Test
    void ofThoseThatWaitForAConnectionTheWorstAsksFirst() {
        try (Correlation correlation = new Correlation(12, 1)) {
            correlation
                    .put(users("user", 5, MORNING, 1))
                    .put(alert("worst").user("worst").severity(2))
                    .put(users("other", 5, MORNING, 1));

            correlation.put(CONNECTION);
            pass(correlation, MINUTE);

            assertThat(about(correlation)).containsExactly("worst");
        }
    }

    @Test
    void whereTooManyWaitForAConnectionTheWorstStay() {
        try (Correlation correlation = new Correlation(12, 1)) {
            correlation.put(users("user", Waiting.MOST, MORNING, 1));
            correlation.put(alert("worst").user("worst").severity(2).read(correlation.now()));

            correlation.put(CONNECTION);
            pass(correlation, MINUTE);

            assertThat(about(correlation)).containsExactly("worst");
        }
    }

    @Test
    void whoeverComesFromTheFarFutureWaitsInTheirPlace() {
        try (Correlation correlation = new Correlation()) {
            Instant future = Instant.parse("2400-01-01T00:00:00Z");
            correlation
                    .take(alert("a").user("ann").severity(2).read(future).event(), future)
                    .settle();

            correlation.put(CONNECTION);
            pass(correlation, MINUTE);

            assertThat(about(correlation)).containsExactly("ann");
            assertThat(correlation.size(TaskStores.WAITING)).isZero();
        }
    }

    @Test
    void whatOnlySaysThatItIsFromTheFutureWaitsNoLongerThanOthers() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(alert("a").user("ann").severity(2).read(Instant.parse("2400-01-01T00:00:00Z")));

            correlation.skip(Duration.ofHours(30));
            correlation.put(CONNECTION);
            pass(correlation, MINUTE);

            assertThat(about(correlation)).isEmpty();
            assertThat(correlation.size(TaskStores.WAITING)).isZero();
        }
    }

    @Test
    void whatFailedInPassingIsAskedAgainAfterAWhile() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").user("ann").severity(2));
            fail(correlation, "throttled");
            assertThat(followUp(correlation).path("status").asText()).isEqualTo("failed");

            pass(correlation, Duration.ofMinutes(4));
            assertThat(about(correlation)).hasSize(1);
            pass(correlation, Duration.ofMinutes(2));

            assertThat(about(correlation)).containsExactly("ann", "ann");
            List<String> ids = members(correlation, Topics.DIRECTORY_REQUESTS, "id");
            assertThat(ids.getLast()).isEqualTo(ids.getFirst() + ".2");

            correlation.put(Events.directory(TENANT, lastRequest(correlation), """
                    {"user":{"id":"u","userPrincipalName":"ann@contoso.com","department":"Sales"}}""", correlation.now()));

            assertThat(followUp(correlation).path("status").asText()).isEqualTo("completed");
            assertThat(followUp(correlation).path("requestId").asText()).isEqualTo(ids.getLast());
            assertThat(correlation
                            .holding("a")
                            .at("/unmapped/entities/0/context/user/department")
                            .asText())
                    .isEqualTo("Sales");
            pass(correlation, Duration.ofHours(2));
            assertThat(about(correlation)).hasSize(2);
        }
    }

    @Test
    void whatFailsAndFailsIsGivenUp() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").user("ann").severity(2));
            for (int i = 0; i < 5; i++) {
                fail(correlation, "unavailable");
                pass(correlation, Duration.ofHours(1));
            }

            assertThat(about(correlation)).hasSize(3);
            assertThat(correlation.size(TaskStores.WAITING)).isZero();
        }
    }

    @Test
    void whatWaitingDoesNotMendIsNotAskedAgain() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").user("ann").severity(2));
            fail(correlation, "forbidden");
            pass(correlation, Duration.ofHours(2));

            assertThat(about(correlation)).hasSize(1);
        }
    }

    @Test
    void whatNothingWasKnownOfYetIsAskedOnceMore() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").user("ann").severity(2));
            for (int i = 0; i < 3; i++) {
                correlation.put(Events.directory(TENANT, lastRequest(correlation), "", correlation.now()));
                pass(correlation, Duration.ofMinutes(20));
            }

            assertThat(about(correlation)).hasSize(2);
        }
    }

    @Test
    void messageIsLookedForByBothItsIdsAndWhereThatFindsNothingByTheNetworksAlone() {
        try (Correlation correlation = new Correlation()) {
            String nmid = "a1b2c3d4-0000-4000-8000-00000000abcd";
            correlation.put(CONNECTION);
            correlation.put(alert("a").message(nmid, "<AbC@mail.example>"));
            correlation.put(nothing(mailRequest(correlation), correlation));
            pass(correlation, Duration.ofMinutes(20));

            assertThat(members(correlation, Topics.QUARANTINE_REQUESTS, "networkMessageId"))
                    .containsExactly(nmid, nmid);
            assertThat(members(correlation, Topics.QUARANTINE_REQUESTS, "internetMessageId"))
                    .containsExactly("AbC@mail.example", "");
        }
    }

    @Test
    void messageThatExchangeCouldNotBeAskedAboutIsLookedForByBothItsIdsAgain() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION);
            correlation.put(alert("a").message("a1b2c3d4-0000-4000-8000-00000000abcd", "<AbC@mail.example>"));
            correlation.put(Events.failed(
                    Topics.QUARANTINE_RESULTS, TENANT, mailRequest(correlation), "throttled", correlation.now()));
            pass(correlation, Duration.ofMinutes(10));

            assertThat(members(correlation, Topics.QUARANTINE_REQUESTS, "internetMessageId"))
                    .containsExactly("AbC@mail.example", "AbC@mail.example");
        }
    }

    @Test
    void messageIsLookedForByTheNetworksIdAloneAlsoWhereOnlyTheSecondTryFoundNothing() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION);
            correlation.put(alert("a").message("a1b2c3d4-0000-4000-8000-00000000abcd", "<AbC@mail.example>"));
            correlation.put(Events.failed(
                    Topics.QUARANTINE_RESULTS, TENANT, mailRequest(correlation), "throttled", correlation.now()));
            pass(correlation, Duration.ofMinutes(10));
            for (int i = 0; i < 2; i++) {
                correlation.put(nothing(mailRequest(correlation), correlation));
                pass(correlation, Duration.ofMinutes(20));
            }

            assertThat(members(correlation, Topics.QUARANTINE_REQUESTS, "internetMessageId"))
                    .containsExactly("AbC@mail.example", "AbC@mail.example", "");
        }
    }

    @Test
    void searchByTheNetworksIdAloneIsRepeatedWhereItFailsInPassing() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION);
            correlation.put(alert("a").message("a1b2c3d4-0000-4000-8000-00000000abcd", "<AbC@mail.example>"));
            correlation.put(nothing(mailRequest(correlation), correlation));
            pass(correlation, Duration.ofMinutes(20));
            correlation.put(Events.failed(
                    Topics.QUARANTINE_RESULTS, TENANT, mailRequest(correlation), "throttled", correlation.now()));
            pass(correlation, Duration.ofMinutes(20));

            assertThat(members(correlation, Topics.QUARANTINE_REQUESTS, "internetMessageId"))
                    .containsExactly("AbC@mail.example", "", "");
        }
    }

    @Test
    void whatTheDaysAroundAnAlertBringIsAskedOnceMoreHalfADayLater() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION);
            correlation.put(alert("a")
                    .user("ann")
                    .severity(4)
                    .created(correlation.now())
                    .read(correlation.now()));
            answerSignIns(correlation, "2026-05-04T07:00:00Z ann Mail 198.51.100.7");
            pass(correlation, Duration.ofHours(11));
            assertThat(signInRequests(correlation)).hasSize(1);

            pass(correlation, Duration.ofHours(2));
            answerSignIns(
                    correlation,
                    "2026-05-04T07:00:00Z ann Mail 198.51.100.7",
                    "2026-05-04T12:00:00Z ann Mail 203.0.113.9");
            pass(correlation, Duration.ofHours(20));

            List<String> ids = signInRequests(correlation);
            assertThat(ids).hasSize(2);
            assertThat(ids.getLast()).isEqualTo(ids.getFirst() + ".2");
            assertThat(correlation.holding("a").at("/unmapped/followUps"))
                    .filteredOn(each -> each.path("requestId").asText().equals(ids.getLast()))
                    .singleElement()
                    .extracting(each -> each.path("found").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void signInsAroundTheAlertStayWhenLaterOnesAreTold() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION);
            correlation.put(alert("a")
                    .user("ann")
                    .severity(4)
                    .created(correlation.now())
                    .read(correlation.now()));
            answerSignIns(correlation, signIns("07", 30));
            pass(correlation, Duration.ofHours(13));
            assertThat(signInRequests(correlation)).hasSize(2);

            answerSignIns(correlation, signIns("20", 30));

            assertThat(correlation.holding("a").at("/unmapped/timeline").findValuesAsText("time"))
                    .contains("2026-05-04T07:29:00Z", "2026-05-04T07:10:00Z", "2026-05-04T20:29:00Z");
            assertThat(correlation.holding("a").at("/unmapped/followUps"))
                    .filteredOn(each -> each.path("rule").asText().equals("signins-of-user"))
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.path("items")).hasSize(40);
                        assertThat(each.path("found").asInt()).isEqualTo(40);
                        assertThat(each.at("/items/0/TimeGenerated").asText()).isEqualTo("2026-05-04T07:29:00Z");
                    });
        }
    }

    /** One in each minute, the newest first. */
    private static String[] signIns(String hour, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "2026-05-04T%s:%02d:00Z ann Mail 198.51.100.7".formatted(hour, count - 1 - i))
                .toArray(String[]::new);
    }

    @Test
    void whatWasToldStaysWhateverBecomesOfALaterTry() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION);
            correlation.put(alert("a")
                    .user("ann")
                    .severity(4)
                    .created(correlation.now())
                    .read(correlation.now()));
            answerSignIns(correlation, "2026-05-04T07:00:00Z ann Mail 198.51.100.7");
            pass(correlation, Duration.ofHours(13));
            assertThat(signInRequests(correlation)).hasSize(2);

            correlation.put(Events.failed(
                    Topics.QUERY_RESULTS, TENANT, lastSignInRequest(correlation), "throttled", correlation.now()));
            pass(correlation, Duration.ofHours(2));

            assertThat(signInRequests(correlation)).hasSize(3);
            assertThat(correlation.holding("a").at("/unmapped/followUps"))
                    .filteredOn(each -> each.path("requestId").asText().startsWith("fu-signins-of-user-"))
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.path("status").asText()).isEqualTo("completed");
                        assertThat(each.path("found").asInt()).isEqualTo(1);
                    });
        }
    }

    @Test
    void whatIsAskedAboutDaysThatAreOverIsAskedOnce() {
        try (Correlation correlation = new Correlation()) {
            Instant past = correlation.now().minus(Duration.ofDays(3));
            correlation.put(CONNECTION);
            correlation.put(alert("a").user("ann").severity(4).created(past).read(correlation.now()));
            pass(correlation, Duration.ofMinutes(30));
            answerSignIns(correlation, "2026-05-01T07:00:00Z ann Mail 198.51.100.7");
            pass(correlation, Duration.ofHours(20));

            assertThat(signInRequests(correlation)).hasSize(1);
        }
    }

    @Test
    void historyIsAskedAboutSlowlyAndTheWorstFirst() {
        try (Correlation correlation = new Correlation()) {
            Instant past = correlation.now().minus(LONG_AGO);
            correlation.put(CONNECTION);
            correlation.put(
                    alert("first").user("first").severity(1).created(past).read(correlation.now()));
            correlation.put(users("old", 50, past, 1));
            correlation.put(
                    alert("worse").user("worse").severity(2).created(past).read(correlation.now()));
            assertThat(about(correlation)).containsExactly("first");

            pass(correlation, Duration.ofMinutes(4));
            assertThat(about(correlation)).containsExactly("first", "worse");

            correlation.put(alert("new").user("new").severity(1).created(correlation.now()));
            assertThat(about(correlation)).containsExactly("first", "worse", "new");

            pass(correlation, Duration.ofMinutes(30));
            assertThat(about(correlation)).hasSizeBetween(12, 14);
        }
    }

    @Test
    void historyDoesNotUseUpWhatNewsMayAsk() {
        try (Correlation correlation = new Correlation(12, 5)) {
            Instant past = correlation.now().minus(LONG_AGO);
            correlation.put(CONNECTION);
            correlation.put(users("old", 50, past, 1));

            correlation.put(users("new", 4, MORNING, 1));

            assertThat(about(correlation)).hasSize(5).contains("new0", "new1", "new2", "new3");
        }
    }

    @Test
    void historyIsNotAskedAboutWhereThatIsForbidden() {
        try (Correlation correlation = new Correlation(12, 200, 0)) {
            Instant past = correlation.now().minus(LONG_AGO);
            correlation.put(CONNECTION);
            correlation.put(users("old", 5, past, 1));
            pass(correlation, Duration.ofHours(1));

            assertThat(about(correlation)).isEmpty();
            assertThat(correlation.size(TaskStores.WAITING)).isZero();
        }
    }

    @Test
    void noMoreWaitThanAreAllowedTo() {
        try (Correlation correlation = new Correlation(12, 1)) {
            correlation.put(CONNECTION);
            correlation.put(users("user", Waiting.MOST + 50, MORNING, 1));

            // Each has its place in the queue, and a note of it.
            assertThat(correlation.size(TaskStores.WAITING)).isEqualTo(2 * Waiting.MOST);
        }
    }

    @Test
    void whatIsOldByNowIsNotAskedAnyMore() {
        try (Correlation correlation = new Correlation(12, 1)) {
            correlation.put(CONNECTION).put(users("user", 3, MORNING, 1));

            correlation.skip(Duration.ofHours(30));
            pass(correlation, Duration.ofHours(3));

            assertThat(about(correlation)).hasSize(1);
            assertThat(correlation.size(TaskStores.WAITING)).isZero();
        }
    }

    private static AlertEvent[] users(String name, int count, Instant created, int severity) {
        return IntStream.range(0, count)
                .mapToObj(i -> alert(name + i)
                        .user(name + i)
                        .severity(severity)
                        .created(created)
                        .read(MORNING.plus(MINUTE)))
                .toArray(AlertEvent[]::new);
    }

    /** Minute by minute, as time passes. */
    private static void pass(Correlation correlation, Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minus(MINUTE)) {
            correlation.pass(MINUTE);
        }
        correlation.settle();
    }

    private static void fail(Correlation correlation, String kind) {
        correlation.put(
                Events.failed(Topics.DIRECTORY_RESULTS, TENANT, lastRequest(correlation), kind, correlation.now()));
    }

    private static void answerSignIns(Correlation correlation, String... rows) {
        correlation.put(
                Events.signIns(TENANT, lastSignInRequest(correlation), 1, "completed", correlation.now(), rows));
    }

    private static String lastSignInRequest(Correlation correlation) {
        JsonNode request = correlation.values(Topics.QUERY_REQUESTS).stream()
                .filter(each -> each.path("name").asText().equals("signins-of-user"))
                .reduce((_, last) -> last)
                .orElseThrow();
        return request.path("id").asText() + " " + request.path("causationId").asText();
    }

    private static List<String> signInRequests(Correlation correlation) {
        return members(correlation, Topics.QUERY_REQUESTS, "id").stream()
                .filter(id -> id.startsWith("fu-signins-of-user-"))
                .toList();
    }

    private static JsonNode followUp(Correlation correlation) {
        return correlation.holding("a").at("/unmapped/followUps/0");
    }

    private static String lastRequest(Correlation correlation) {
        JsonNode request = correlation.values(Topics.DIRECTORY_REQUESTS).getLast();
        return request.path("id").asText() + " " + request.path("causationId").asText();
    }

    /** About whom the directory was asked, in order. */
    private static List<String> about(Correlation correlation) {
        return members(correlation, Topics.DIRECTORY_REQUESTS, "user").stream()
                .map(user -> user.substring(0, user.indexOf('@')))
                .toList();
    }

    /** The newest question about mail, as an answer names it. */
    private static String mailRequest(Correlation correlation) {
        JsonNode newest = correlation.values(Topics.QUARANTINE_REQUESTS).getLast();
        return newest.path("id").asText() + " " + newest.path("causationId").asText();
    }

    /** That a quarantine holds no such message. */
    private static Event nothing(String request, Correlation correlation) {
        return Events.answer(
                Topics.QUARANTINE_RESULTS,
                TENANT,
                request,
                1,
                "completed",
                correlation.now(),
                QuarantinedMessage.class,
                "");
    }

    private static List<String> members(Correlation correlation, Topic topic, String member) {
        return correlation.values(topic).stream()
                .map(request -> request.path(member).asText())
                .toList();
    }
}
