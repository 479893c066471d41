package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.access.Principal;
import io.sluice.contracts.access.Principals;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Topics and users for Strimzi are those of the contracts. */
class KafkaResourcesTest {

    @Test
    void theCommittedFileIsWhatTheContractsSay() {
        CommittedFile.assertUpToDate(Chart.FOLDER.resolve("files/kafka.yaml"), KafkaFile.text());
    }

    @Test
    void everyTopicIsMadeAndOutlivesTheRelease() {
        assertThat(Chart.ofKind("strimzi", "KafkaTopic")).hasSameSizeAs(Topics.all());
        assertThat(Topics.all()).allSatisfy(topic -> {
            JsonNode made = Chart.object("strimzi", "KafkaTopic", topic.name()).json();
            assertThat(made.at("/spec/topicName").asText()).isEqualTo(topic.name());
            assertThat(made.at("/spec/partitions").asInt()).isEqualTo(topic.partitions());
            assertThat(made.at("/spec/replicas").asInt()).isEqualTo(3);
            topic.config()
                    .forEach((name, value) ->
                            assertThat(made.at("/spec/config/" + name).asText()).isEqualTo(value));
            assertThat(made.at("/spec/config/min.insync.replicas").asText()).isEqualTo("2");
            assertThat(made.at("/metadata/annotations/helm.sh~1resource-policy").asText())
                    .isEqualTo("keep");
            assertThat(made.at("/metadata/labels/strimzi.io~1cluster").asText()).isEqualTo("security");
        });
    }

    @Test
    void everyServiceHasAUserWithWhatItNeeds() {
        assertThat(Principals.all())
                .filteredOn(principal -> principal.kind() == Principal.Kind.SERVICE)
                .allSatisfy(service -> assertThat(acls("sluice-" + service.name()))
                        .hasSize(service.grants().size())
                        .allMatch(acl -> acl.path("type").asText().equals("allow")));
        assertThat(acls("sluice-incident-poller").toString())
                .contains(
                        "{\"name\":\"sluice-incident-poller\",\"patternType\":\"prefix\",\"type\":\"transactionalId\"}");
    }

    @Test
    void othersHaveTheirRolesAndGroupsOfTheirOwnName() {
        List<JsonNode> acls = acls("soar");

        assertThat(acls)
                .extracting(acl -> acl.at("/resource/type").asText() + " "
                        + acl.at("/resource/name").asText() + " " + acl.path("operations"))
                .containsExactlyInAnyOrder(
                        "group soar [\"Describe\",\"Read\"]",
                        "topic sluice.alerts.v1 [\"Read\",\"Describe\"]",
                        "topic sluice.incidents.v1 [\"Read\",\"Describe\"]",
                        "topic sluice.investigations.v1 [\"Read\",\"Describe\"]",
                        "topic sluice.investigation-changes.v1 [\"Read\",\"Describe\"]");
    }

    @Test
    void everyRoleOfTheContractsCanBeGivenAndIsTold() throws IOException {
        List<String> roles = Principals.all().stream()
                .filter(principal -> principal.kind() == Principal.Kind.ROLE)
                .map(Principal::name)
                .toList();
        JsonNode others = Chart.read("values.schema.json").at("/properties/strimzi/properties/users/properties/others");

        assertThat(Rendered.list(others.at("/additionalProperties/items/enum")))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(roles);
        assertThat(others.path("description").asText()).contains(roles);
        assertThat(Files.readString(Chart.FOLDER.resolve("values.yaml"))).contains(roles);
    }

    @Test
    void withoutStrimziThereIsNothingOfIt() {
        assertThat(Chart.rendered("production"))
                .noneMatch(object -> object.apiVersion().contains("strimzi"));
    }

    private static List<JsonNode> acls(String user) {
        return Rendered.list(Chart.object("strimzi", "KafkaUser", user).json().at("/spec/authorization/acls"));
    }
}
