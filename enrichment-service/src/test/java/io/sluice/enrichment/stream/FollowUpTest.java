package io.sluice.enrichment.stream;

import static io.sluice.enrichment.stream.AlertEvent.MORNING;
import static io.sluice.enrichment.stream.AlertEvent.TENANT;
import static io.sluice.enrichment.stream.AlertEvent.alert;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FollowUpTest {

    private static final String NMID = "a1b2c3d4-0000-4000-8000-00000000abcd";
    private static final String HASH = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";
    private static final Event CONNECTION = Events.connection(TENANT);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void everythingWorthKnowingIsAskedOnce() {
        try (Correlation correlation = new Correlation()) {
            AlertEvent alert = alert("a")
                    .user("ann")
                    .device("pc1")
                    .message(NMID)
                    .file(HASH)
                    .url("https://login.maple.example/signin");
            correlation.put(CONNECTION).put(alert);

            assertThat(asked(correlation, Topics.QUERY_REQUESTS, "name"))
                    .containsExactlyInAnyOrder(
                            "signins-of-user", "clicks-on-url", "processes-on-device", "file-sightings");
            assertThat(asked(correlation, Topics.DIRECTORY_REQUESTS, "kind")).containsExactly("user", "device");
            assertThat(asked(correlation, Topics.QUARANTINE_REQUESTS, "networkMessageId"))
                    .containsExactly(NMID);
            assertThat(requests(correlation)).hasSize(7).allSatisfy(request -> {
                assertThat(request.path("requestedBy").asText()).isEqualTo("enrichment-service");
                assertThat(request.path("id").asText()).startsWith("fu-");
            });

            correlation.put(alert.version(2).titled("Again").severity(4));
            correlation.put(alert("b").user("ann").device("pc1"));

            assertThat(requests(correlation)).hasSize(7);
        }
    }

    @Test
    void whatIsNotBadEnoughIsNotAskedAbout() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").user("ann").device("pc1").severity(2));

            assertThat(asked(correlation, Topics.QUERY_REQUESTS, "name")).isEmpty();
            assertThat(asked(correlation, Topics.DIRECTORY_REQUESTS, "kind")).containsExactly("user", "device");
        }
    }

    @Test
    void unknownTenantIsKeptButNothingIsAskedAboutIt() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(alert("a").user("ann"));

            assertThat(correlation.groups()).containsExactly(List.of("a"));
            assertThat(requests(correlation)).isEmpty();
        }
    }

    @Test
    void backlogIsNotAskedAbout() {
        try (Correlation correlation = new Correlation()) {
            correlation
                    .put(CONNECTION)
                    .put(alert("a").user("ann").read(correlation.now().minus(Duration.ofHours(25))));

            assertThat(correlation.groups()).containsExactly(List.of("a"));
            assertThat(requests(correlation)).isEmpty();
        }
    }

    @Test
    void busyAccountIsNotAskedAbout() {
        try (Correlation correlation = new Correlation(3, 200)) {
            correlation
                    .put(CONNECTION)
                    .put(IntStream.range(0, 5)
                            .mapToObj(i -> alert("a" + i).user("help"))
                            .toArray(AlertEvent[]::new));

            assertThat(requests(correlation)).isEmpty();
        }
    }

    @Test
    void isAskedOnceWhicheverDayAndNameIsKnownFirst() {
        try (Correlation correlation = new Correlation()) {
            String defender = "0123456789abcdef0123456789abcdef01234567";
            Instant midnight = Instant.parse("2026-05-04T00:00:00Z");
            correlation
                    .put(CONNECTION)
                    .put(alert("b").user("ann").with("""
                                    {"name":"Device","device":{"uid":"%s","type_id":0}}""".formatted(defender)).created(midnight.plusSeconds(600)));
            List<JsonNode> first = requests(correlation);
            correlation.put(Events.signIns(
                    TENANT,
                    request(correlation, Topics.QUERY_REQUESTS),
                    1,
                    "completed",
                    MORNING,
                    "2026-05-04T00:05:00Z ann Outlook 198.51.100.7"));

            // It begins before midnight, and the device has a name now.
            correlation.put(alert("a").user("ann").with("""
                            {"name":"Device","device":{"uid":"%s","hostname":"pc1.contoso.com","type_id":0}}""".formatted(defender)).created(midnight.minusSeconds(600)));

            assertThat(correlation.groups()).containsExactly(List.of("a", "b"));
            assertThat(correlation.holding("a").at("/unmapped/followUps").findValuesAsText("rule"))
                    .containsExactly("signins-of-user");
            assertThat(requests(correlation)).hasSize(first.size());
        }
    }

    @Test
    void processesAreAskedAboutInTheHoursAroundTheAlert() {
        try (Correlation correlation = new Correlation()) {
            Instant seen = Instant.parse("2026-05-04T08:40:00Z");
            correlation.put(CONNECTION).put(alert("a").device("pc1").created(seen));

            assertThat(correlation.values(Topics.QUERY_REQUESTS))
                    .singleElement()
                    .satisfies(request -> {
                        assertThat(request.path("name").asText()).isEqualTo("processes-on-device");
                        assertThat(request.path("id").asText()).endsWith("-2026050408");
                        assertThat(request.path("from").asText()).isEqualTo("2026-05-04T06:00:00Z");
                        assertThat(request.path("to").asText()).isEqualTo("2026-05-04T13:00:00Z");
                    });
        }
    }

    @Test
    void processesAreAskedAboutAgainForAnotherAlertOfTheDay() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").device("pc1"));
            correlation.put(alert("b").device("pc1").created(MORNING.plus(Duration.ofMinutes(59))));
            assertThat(asked(correlation, Topics.QUERY_REQUESTS, "name")).hasSize(1);

            correlation
                    .skip(Duration.ofHours(9))
                    .put(alert("c")
                            .device("pc1")
                            .created(correlation.now().minus(MINUTE))
                            .read(correlation.now()));

            assertThat(asked(correlation, Topics.QUERY_REQUESTS, "name"))
                    .containsExactly("processes-on-device", "processes-on-device");
        }
    }

    @Test
    void isAskedAgainAboutAnotherWeek() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").user("ann"));

            correlation.skip(Duration.ofDays(7)).put(alert("b").user("ann").created(correlation.now()));

            assertThat(asked(correlation, Topics.QUERY_REQUESTS, "name"))
                    .containsExactly("signins-of-user", "signins-of-user");
            assertThat(asked(correlation, Topics.DIRECTORY_REQUESTS, "kind")).containsExactly("user");
        }
    }

    @Test
    void signInsComeOntoTheTimeLine() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").user("ann"));
            String request = request(correlation, Topics.QUERY_REQUESTS);

            correlation.put(Events.signIns(
                    TENANT, request, 1, "partial", MORNING, "2026-05-04T07:30:00Z ann Outlook 198.51.100.7"));
            correlation.put(Events.signIns(
                    TENANT, request, 2, "completed", MORNING, "2026-05-04T07:40:00Z ann Teams 198.51.100.7"));

            JsonNode investigation = correlation.holding("a");
            assertThat(investigation.at("/unmapped/timeline").findValuesAsText("what"))
                    .containsExactly(
                            "Sign-in of ann to Outlook from 198.51.100.7 succeeded",
                            "Sign-in of ann to Teams from 198.51.100.7 succeeded",
                            "Alert a");
            assertThat(investigation.at("/unmapped/followUps/0/found").intValue())
                    .isEqualTo(2);
            assertThat(correlation
                            .values(Topics.INVESTIGATION_CHANGES)
                            .getLast()
                            .at("/changes/0")
                            .asText())
                    .isEqualTo("signins-of-user about user:ann@contoso.com: completed, 2 found");
        }
    }

    @Test
    void answerThatComesAgainIsCountedOnce() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").user("ann"));
            String request = request(correlation, Topics.QUERY_REQUESTS);
            Event first = Events.signIns(
                    TENANT, request, 1, "partial", MORNING, "2026-05-04T07:30:00Z ann Outlook 198.51.100.7");
            Event last = Events.signIns(
                    TENANT, request, 2, "completed", MORNING, "2026-05-04T07:40:00Z ann Teams 198.51.100.7");
            correlation.put(first, last);

            correlation.put(last).put(first).put(first, last);

            assertThat(correlation
                            .holding("a")
                            .at("/unmapped/followUps/0/found")
                            .intValue())
                    .isEqualTo(2);
            assertThat(correlation.holding("a").at("/unmapped/timeline")).hasSize(3);
        }
    }

    @Test
    void directoryTellsWhoTheUserIsAndThatCounts() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").user("ann"));
            String request = request(correlation, Topics.DIRECTORY_REQUESTS);

            correlation.put(administrator(request, MORNING));

            JsonNode investigation = correlation.holding("a");
            assertThat(investigation
                            .at("/unmapped/entities/0/context/user/department")
                            .asText())
                    .isEqualTo("Sales");
            assertThat(investigation.at("/unmapped/score/parts").findValuesAsText("why"))
                    .contains("ann@contoso.com is Global Administrator");
            assertThat(correlation
                            .values(Topics.INVESTIGATION_CHANGES)
                            .getLast()
                            .path("changes")
                            .toString())
                    .contains("the directory tells about ann@contoso.com", "score: 25 -> 40");
        }
    }

    @Test
    void answerThatComesBeforeTheAlertIsFound() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").user("ann"));
            String request = request(correlation, Topics.DIRECTORY_REQUESTS);
            try (Correlation other = new Correlation()) {
                other.put(administrator(request, MORNING))
                        .put(CONNECTION)
                        .put(alert("a").user("ann"));

                assertThat(other.holding("a")
                                .at("/unmapped/entities/0/context/user/department")
                                .asText())
                        .isEqualTo("Sales");
                assertThat(other.written(Topics.DIRECTORY_REQUESTS)).isEmpty();
            }
        }
    }

    @Test
    void quarantinedMessageThatWasAskedForBelongsToTheAlert() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").message(NMID));
            String request = request(correlation, Topics.QUARANTINE_REQUESTS);

            correlation.put(Events.quarantined(TENANT, request, NMID, "ann@contoso.com", MORNING));

            JsonNode investigation = correlation.holding("a");
            assertThat(investigation.at("/unmapped/messages/0/subject").asText())
                    .isEqualTo("Overdue");
            assertThat(investigation.at("/unmapped/followUps/0/rule").asText()).isEqualTo("quarantine-export");
        }
    }

    @Test
    void answersCauseNoQuestions() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").message(NMID));
            int before = requests(correlation).size();

            // The message names a recipient and a sender, the sign-ins an address, that no alert names.
            correlation.put(Events.quarantined(
                    TENANT, request(correlation, Topics.QUARANTINE_REQUESTS), NMID, "bo@contoso.com", MORNING));
            correlation.put(alert("a").message(NMID).version(2).titled("Again"));

            assertThat(correlation.holding("a").at("/unmapped/entities").findValuesAsText("id"))
                    .contains("user:bo@contoso.com");
            assertThat(requests(correlation)).hasSize(before);
        }
    }

    @Test
    void messageShowsWhetherItIsFromWhereItSays() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(alert("a").message(NMID));

            correlation.put(Events.exported(TENANT, "somebody-else", NMID, MORNING, """
                    "authentication":{"spf":"fail","dkim":"none","dmarc":"fail","compauth":"fail"}"""));

            assertThat(correlation.holding("a").at("/unmapped/messages/0/authentication"))
                    .hasToString("{\"spf\":\"fail\",\"dkim\":\"none\",\"dmarc\":\"fail\",\"compauth\":\"fail\"}");
        }
    }

    @Test
    void whoeverExchangeTagsAsAPriorityAccountMakesItMoreUrgent() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(alert("a").user("ann").message(NMID));

            correlation.put(Events.quarantined(
                    TENANT,
                    "somebody-else",
                    NMID,
                    List.of("Ann@contoso.com"),
                    List.of("Finance", "Priority Account"),
                    MORNING));

            JsonNode investigation = correlation.holding("a");
            assertThat(investigation.at("/unmapped/score/parts").findValuesAsText("why"))
                    .contains("ann@contoso.com is a priority account");
            assertThat(investigation.at("/unmapped/messages/0/recipientTags"))
                    .hasToString("[\"Finance\",\"Priority Account\"]");
        }
    }

    @Test
    void ofSeveralRecipientsNobodyCanTellWhoIsThePriorityAccount() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(alert("a").user("ann").message(NMID));

            correlation.put(Events.quarantined(
                    TENANT,
                    "somebody-else",
                    NMID,
                    List.of("ann@contoso.com", "bo@contoso.com"),
                    List.of("Priority Account"),
                    MORNING));

            assertThat(correlation.holding("a").at("/unmapped/score/parts").findValuesAsText("factor"))
                    .doesNotContain("accounts");
        }
    }

    @Test
    void messageThatOnlyQuarantineNamesMakesNoLinkWorthAsking() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").file(HASH).url("https://login.maple.example/signin"));
            int before = requests(correlation).size();

            correlation.put(Events.exported(TENANT, "somebody-else", NMID, MORNING, """
                    "parts":[{"path":"2","role":"attachment","typeMismatch":false,"sha256":"%s"}]""".formatted(HASH)));

            assertThat(correlation.holding("a").at("/unmapped/messages")).hasSize(1);
            assertThat(requests(correlation)).hasSize(before);
        }
    }

    @Test
    void fileIsNotWorthAskingAboutBecauseSomebodySentIt() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").message(NMID).systemProgram(HASH));
            int before = requests(correlation).size();

            correlation.put(Events.exported(TENANT, "somebody-else", NMID, MORNING, """
                    "parts":[{"path":"2","role":"attachment","typeMismatch":false,"sha256":"%s"}]""".formatted(HASH)));

            assertThat(requests(correlation)).hasSize(before);
        }
    }

    @Test
    void whoGetsMessagesDoesNotBecomeWorthAskingAbout() {
        try (Correlation correlation = new Correlation()) {
            AlertEvent alert = alert("a").message(NMID);
            for (int i = 0; i < 9; i++) {
                alert = alert.user("user" + i);
            }
            correlation.put(CONNECTION).put(alert);
            int before = requests(correlation).size();

            correlation.put(
                    Events.quarantined(TENANT, "somebody-else", NMID, "user7@contoso.com", MORNING),
                    Events.quarantined(TENANT, "somebody-else", NMID, "user8@contoso.com", MORNING));

            assertThat(correlation.holding("a").at("/unmapped/messages")).hasSize(2);
            assertThat(requests(correlation)).hasSize(before);
        }
    }

    @Test
    void machineInACloudIsAskedAboutByItsNameOrNotAtAll() {
        try (Correlation correlation = new Correlation()) {
            String machine = "/subscriptions/0f4a2a4e-0000-4000-8000-00000000000a/resourceGroups/web/providers/"
                    + "Microsoft.Compute/virtualMachines/web01";
            correlation.put(CONNECTION).put(alert("a").with("""
                            {"name":"Device","device":{"uid_alt":"%s","type_id":0}}""".formatted(machine)));
            assertThat(correlation.holding("a").at("/unmapped/entities").findValuesAsText("kind"))
                    .contains("device");
            assertThat(requests(correlation)).isEmpty();

            correlation.put(alert("a").version(2).with("""
                            {"name":"Device","device":{"uid_alt":"%s","hostname":"web01.contoso.com","type_id":0}}""".formatted(machine)));

            assertThat(asked(correlation, Topics.DIRECTORY_REQUESTS, "device")).containsExactly("web01.contoso.com");
        }
    }

    @Test
    void longAddressIsAskedAboutByItsBeginningAndItsAnswerFound() {
        try (Correlation correlation = new Correlation()) {
            String url = "https://login.maple.example/signin?user=ann&state=" + "0123456789".repeat(150);
            correlation.put(CONNECTION).put(alert("a").message(NMID).url(url));

            JsonNode request = correlation.values(Topics.QUERY_REQUESTS).getFirst();
            assertThat(request.at("/parameters/url").asText())
                    .isEqualTo("https://login.maple.example/signin?user=ann&state");
            assertThat(request.path("causationId").asText()).hasSizeLessThanOrEqualTo(200);

            correlation.put(Events.signIns(
                    TENANT,
                    request(correlation, Topics.QUERY_REQUESTS),
                    1,
                    "completed",
                    MORNING,
                    "2026-05-04T08:05:00Z ann Outlook 198.51.100.7"));
            assertThat(correlation.holding("a").at("/unmapped/followUps/0/rule").asText())
                    .isEqualTo("clicks-on-url");
        }
    }

    @Test
    void failureIsToldWithItsReason() {
        try (Correlation correlation = new Correlation()) {
            correlation.put(CONNECTION).put(alert("a").user("ann"));
            String request = request(correlation, Topics.DIRECTORY_REQUESTS);

            correlation.put(Events.answer(
                    Topics.DIRECTORY_RESULTS,
                    TENANT,
                    request,
                    1,
                    "failed",
                    MORNING,
                    io.sluice.contracts.directory.DirectoryEntry.class,
                    ""));

            assertThat(correlation
                            .holding("a")
                            .at("/unmapped/followUps/0/status")
                            .asText())
                    .isEqualTo("failed");
        }
    }

    private static Event administrator(String request, Instant at) {
        return Events.directory(TENANT, request, """
                {"user":{"id":"u-1","userPrincipalName":"ann@contoso.com","department":"Sales",
                "roles":["Global Administrator"]}}""", at);
    }

    private static String request(Correlation correlation, Topic topic) {
        JsonNode request = correlation.values(topic).getFirst();
        return request.path("id").asText() + " " + request.path("causationId").asText();
    }

    private static List<String> asked(Correlation correlation, Topic topic, String member) {
        return correlation.values(topic).stream()
                .map(request -> request.path(member).asText())
                .toList();
    }

    private static List<JsonNode> requests(Correlation correlation) {
        return Stream.of(Topics.QUARANTINE_REQUESTS, Topics.QUERY_REQUESTS, Topics.DIRECTORY_REQUESTS)
                .flatMap(topic -> correlation.values(topic).stream())
                .toList();
    }
}
