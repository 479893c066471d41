package io.sluice.simulator.exchange;

import static io.sluice.simulator.Simulator.CONTOSO;
import static io.sluice.simulator.exchange.Quarantines.truth;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class QuarantineListTest {

    private static final List<String> PROPERTIES = List.of(
            "Identity",
            "ReceivedTime",
            "Organization",
            "MessageId",
            "SenderAddress",
            "RecipientAddress",
            "Subject",
            "Size",
            "Type",
            "PolicyType",
            "PolicyName",
            "TagName",
            "PermissionToBlockSender",
            "PermissionToDelete",
            "PermissionToPreview",
            "PermissionToRelease",
            "PermissionToRequestRelease",
            "PermissionToViewHeader",
            "PermissionToDownload",
            "PermissionToAllowSender",
            "Released",
            "ReleaseStatus",
            "SystemReleased",
            "RecipientCount",
            "QuarantineTypes",
            "Expires",
            "RecipientTag",
            "DeletedForRecipients",
            "QuarantinedUser",
            "ReleasedUser",
            "Reported",
            "Direction",
            "CustomData",
            "EntityType",
            "SourceId",
            "TeamsConversationType",
            "ApprovalUPN",
            "ApprovalId",
            "MoveToQuarantineAdminActionTakenBy",
            "MoveToQuarantineApprovalId",
            "OverrideReasonIntValue",
            "OverrideReason",
            "ReleasedCount",
            "ReleasedBy");

    private final Quarantines reader = new Quarantines(CONTOSO, "Security Reader");

    @BeforeEach
    void letNothingHappen() {
        // What arrives meanwhile would make two answers differ.
        Simulator.order().post("/pause").then().statusCode(204);
    }

    @AfterEach
    void letThingsHappenAgain() {
        Simulator.order().post("/resume").then().statusCode(204);
    }

    private static Instant received(JsonNode row) {
        return OffsetDateTime.parse(row.path("ReceivedTime").textValue()).toInstant();
    }

    private static List<String> identities(List<JsonNode> rows) {
        return rows.stream().map(row -> row.path("Identity").textValue()).toList();
    }

    // ---- rows

    @Test
    void aRowHasThe44PropertiesOfTheRealServiceInItsOrderAndTypesWithSidecarsInBothDialects() {
        JsonNode row = reader.list(Map.of("PageSize", 1)).getFirst();
        assertThat(row.fieldNames())
                .toIterable()
                .filteredOn(name -> !name.contains("@"))
                .containsExactlyElementsOf(PROPERTIES);
        assertThat(row.path("Identity").textValue())
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\\\[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(row.path("ReceivedTime@data.type").textValue()).isEqualTo("System.DateTime");
        assertThat(row.path("ReceivedTime").textValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}\\+00:00");
        assertThat(row.path("RecipientAddress@odata.type").textValue()).isEqualTo("#Collection(String)");
        assertThat(row.path("RecipientAddress").isArray()).isTrue();
        assertThat(row.path("Size@data.type").textValue()).isEqualTo("System.Int32");
        assertThat(row.path("Size").isIntegralNumber()).isTrue();
        assertThat(row.path("CustomData").isNull()).isTrue();
        assertThat(row.path("ReleaseStatus").textValue())
                .isEqualTo(row.path("ReleaseStatus").textValue().toUpperCase(Locale.ROOT));
        assertThat(row.path("Organization").textValue()).isEqualTo(CONTOSO);
    }

    @Test
    void onlyWantedPropertiesAreTold() {
        JsonNode row = Quarantines.json(
                        reader.invoke(Quarantines.LIST, Map.of("PageSize", 1), "?$select=Identity,Subject")
                                .asByteArray())
                .path("value")
                .get(0);
        assertThat(row.fieldNames()).toIterable().containsExactly("Identity", "Subject");
    }

    @Test
    void permissionsAreTheCallersNotTheRecipients() {
        JsonNode forReader = reader.list(Map.of("PageSize", 1)).getFirst();
        assertThat(forReader.path("PermissionToRelease").booleanValue()).isFalse();
        assertThat(forReader.path("PermissionToDownload").booleanValue()).isFalse();
        JsonNode forAdmin = new Quarantines(CONTOSO, "Security Administrator")
                .list(Map.of("PageSize", 1))
                .getFirst();
        assertThat(forAdmin.path("PermissionToRelease").booleanValue()).isTrue();
        assertThat(forAdmin.path("PermissionToDownload").booleanValue()).isTrue();
    }

    @Test
    void messagesToSeveralPeopleAreOneRowOrSeveral() {
        List<JsonNode> rows = reader.everything(Map.of());
        assertThat(rows)
                .anyMatch(row -> row.path("RecipientAddress").size() > 1
                        && row.path("RecipientCount").intValue()
                                == row.path("RecipientAddress").size());
        Set<String> messages = new HashSet<>();
        assertThat(rows)
                .anyMatch(row -> !messages.add(row.path("Identity").textValue().substring(0, 36)));
        assertThat(identities(rows)).doesNotHaveDuplicates();
    }

    @Test
    void theListIsWhatTheTruthKnows() {
        List<String> expected = truth("contoso", "").stream()
                .flatMap(message -> {
                    List<String> ids = new ArrayList<>();
                    message.path("identities").forEach(id -> ids.add(id.textValue()));
                    return ids.stream();
                })
                .toList();
        assertThat(expected).hasSizeGreaterThan(1500);
        assertThat(identities(reader.everything(Map.of()))).containsExactlyInAnyOrderElementsOf(expected);
    }

    // ---- windows and pages

    @Test
    void withoutAWindowTheLast16DaysAreListedAndAnOlderStartThan30DaysCountsAs30() {
        Instant now = Instant.now();
        List<JsonNode> usual = new ArrayList<>();
        for (int page = 1; page <= 20; page++) {
            usual.addAll(reader.list(Map.of("PageSize", 1000, "Page", page)));
        }
        assertThat(usual)
                .allMatch(row -> received(row).isAfter(now.minus(Duration.ofDays(16))))
                .anyMatch(row -> received(row).isBefore(now.minus(Duration.ofDays(14))));
        assertThat(reader.everything(Map.of()))
                .allMatch(row -> received(row).isAfter(now.minus(Duration.ofDays(30))))
                .anyMatch(row -> received(row).isBefore(now.minus(Duration.ofDays(28))));
    }

    @Test
    void theServerFiltersByTheTimesOfArrivalAndOfExpiry() {
        Instant to = Instant.now().minus(Duration.ofHours(20));
        Instant from = to.minus(Duration.ofHours(30));
        List<JsonNode> inWindow =
                reader.list(Map.of("StartReceivedDate", from.toString(), "EndReceivedDate", to.toString()));
        assertThat(inWindow)
                .isNotEmpty()
                .allMatch(row -> !received(row).isBefore(from) && !received(row).isAfter(to));
        Instant soon = Instant.now().plus(Duration.ofDays(2));
        assertThat(reader.everything(Map.of("EndExpiresDate", soon.toString())))
                .isNotEmpty()
                .allMatch(row -> OffsetDateTime.parse(row.path("Expires").textValue())
                        .toInstant()
                        .isBefore(soon));
    }

    @Test
    void pagesDoNotOverlapAndTheLastOneIsShort() {
        Map<String, Object> window = Map.of(
                "StartReceivedDate", Instant.now().minus(Duration.ofDays(3)).toString(),
                "EndReceivedDate", Instant.now().toString());
        List<String> all = new ArrayList<>();
        int size;
        int page = 1;
        do {
            Map<String, Object> parameters = new java.util.HashMap<>(window);
            parameters.put("Page", page++);
            parameters.put("PageSize", 70);
            List<String> some = identities(reader.list(parameters));
            size = some.size();
            all.addAll(some);
        } while (size == 70);
        assertThat(all).hasSizeGreaterThan(150).doesNotHaveDuplicates();
        assertThat(reader.list(Map.of())).hasSize(100);
    }

    @Test
    void aPageOfNoRowsIsGivenAndOneOfMoreThan1000IsTakenButHas1000() {
        assertThat(reader.list(Map.of("PageSize", 0))).isEmpty();
        assertThat(reader.list(Map.of("PageSize", 1001, "StartReceivedDate", "2000-01-01T00:00:00Z")))
                .hasSize(1000);
    }

    // ---- filters

    @ParameterizedTest
    @CsvSource({
        "QuarantineTypes,File,QuarantineTypes,FileTypeBlock",
        "QuarantineTypes,highconf,QuarantineTypes,HighConfPhish",
        "Type,Spam,QuarantineTypes,Spam",
        "PolicyTypes,SafeA,PolicyType,SafeAttachmentPolicy",
        "ReleaseStatus,Rel,ReleaseStatus,RELEASED",
        "ReleaseStatus,NotReleased,ReleaseStatus,NOTRELEASED",
        "Direction,Out,Direction,Outbound",
        "Reported,true,Reported,true",
        "RecipientTag,Priority Account,RecipientTag,[\"Priority Account\"]",
        "EntityType,SharePointOnline,EntityType,Email",
    })
    void filtersWorkOnTheServerAndEnumerationsByTheirBeginning(
            String parameter, String value, String property, String expected) {
        List<JsonNode> rows = new Quarantines(CONTOSO, "Security Administrator").everything(Map.of(parameter, value));
        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(
                                row.path(property).isValueNode()
                                        ? row.path(property).asText()
                                        : row.path(property).toString())
                        .isEqualTo(expected));
    }

    @Test
    void peopleMessageIdsAndSubjectsAreFoundWhateverTheCaseOfAddressesAndSubjects() {
        JsonNode row = reader.list(Map.of("PageSize", 1)).getFirst();
        String recipient = row.path("RecipientAddress").get(0).textValue();
        String sender = row.path("SenderAddress").textValue();
        String subject = row.path("Subject").textValue();
        assertThat(reader.list(
                        Map.of("RecipientAddress", List.of("nobody@x.example", recipient.toUpperCase(Locale.ROOT)))))
                .isNotEmpty()
                .allMatch(it -> it.path("RecipientAddress").toString().contains(recipient));
        assertThat(reader.list(Map.of("SenderAddress", sender.toUpperCase(Locale.ROOT))))
                .isNotEmpty()
                .allMatch(it -> it.path("SenderAddress").textValue().equals(sender));
        // Not in capitals: there a German subject has other letters, SS for ß.
        assertThat(reader.list(Map.of("Subject", subject.toLowerCase(Locale.ROOT))))
                .isNotEmpty()
                .allMatch(it -> it.path("Subject").textValue().equals(subject));
        assertThat(reader.list(Map.of("MessageId", row.path("MessageId").textValue())))
                .allMatch(it -> it.path("MessageId").equals(row.path("MessageId")))
                .isNotEmpty();
        assertThat(reader.list(
                        Map.of("MessageId", row.path("MessageId").textValue().replaceAll("[<>]", ""))))
                .isEmpty();
    }

    @Test
    void mailOfBlockedSendersIsHiddenUnlessItIsAskedFor() {
        Set<String> hidden = new HashSet<>();
        truth("contoso", "").stream()
                .filter(it -> it.path("blockedSender").booleanValue())
                .forEach(it -> it.path("identities").forEach(id -> hidden.add(id.textValue())));
        assertThat(hidden).isNotEmpty();
        assertThat(identities(reader.everything(Map.of()))).containsAll(hidden);
        Stream<String> shown = Stream.of(1, 2, 3, 4, 5, 6)
                .flatMap(page -> identities(reader.list(
                                Map.of("StartReceivedDate", "2000-01-01T00:00:00Z", "PageSize", 1000, "Page", page)))
                        .stream());
        assertThat(shown).isNotEmpty().doesNotContainAnyElementsOf(hidden);
    }

    @Test
    void anApplicationHasNoItemsOfItsOwn() {
        assertThat(reader.list(Map.of("MyItems", true))).isEmpty();
    }

    // ---- one message

    @Test
    void oneMessageIsToldInDetailByItsIdentity() {
        JsonNode row = reader.list(Map.of("ReleaseStatus", "NotReleased", "PageSize", 1))
                .getFirst();
        JsonNode details = reader.list(Map.of("Identity", row.path("Identity").textValue()))
                .getFirst();
        assertThat(row.path("QuarantinedUser")).isEmpty();
        assertThat(details.path("QuarantinedUser")).isEqualTo(row.path("RecipientAddress"));
    }

    @Test
    void anIdentityThatIsNotThereIsNotFoundAndHalfAnIdentityListsEverything() {
        String unknown = "00000000-0000-4000-8000-08dcf0a1b2c3\\00000000-0000-4000-8000-08dcf0a1b2c4";
        assertThat(reader.invoke(Quarantines.LIST, Map.of("Identity", unknown))
                        .then()
                        .statusCode(400)
                        .extract()
                        .<String>path("error.details[0].message"))
                .startsWith("Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|")
                .contains(unknown);
        assertThat(reader.list(Map.of("Identity", unknown.substring(0, 36)))).hasSize(100);
        assertThat(reader.list(Map.of("Identity", ""))).hasSize(100);
    }

    @Test
    void fewerRowsThanAskedForComeWithAWarningWhereTheClientPrefersIt() {
        JsonNode answer = Quarantines.json(Simulator.ask()
                .auth()
                .oauth2(Simulator.tokenWith(CONTOSO, Quarantines.RESOURCE, "Exchange.ManageAsApp"))
                .contentType("application/json")
                .header("Prefer", "odata.maxpagesize=10")
                .body("{\"CmdletInput\":{\"CmdletName\":\"Get-QuarantineMessage\",\"Parameters\":{\"PageSize\":50}}}")
                .post("/adminapi/beta/" + CONTOSO + "/InvokeCommand")
                .asByteArray());
        assertThat(answer.path("value")).hasSize(10);
        assertThat(answer.path("@adminapi.warnings").get(0).textValue()).contains("ResultSize");
    }
}
