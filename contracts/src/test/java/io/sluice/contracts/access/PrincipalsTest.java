package io.sluice.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.access.Principal.Kind;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class PrincipalsTest {

    @Test
    void everyTopicIsWrittenBySomebody() {
        assertThat(Topics.all())
                .allSatisfy(topic -> assertThat(Principals.all())
                        .anySatisfy(principal -> assertThat(principal.writes())
                                .extracting(Topic::name)
                                .contains(topic.name())));
    }

    @Test
    void eachResourceIsGrantedOnce() {
        assertThat(Principals.all())
                .allSatisfy(principal -> assertThat(principal.grants())
                        .extracting(grant -> grant.resource() + grant.pattern().name() + grant.name())
                        .doesNotHaveDuplicates());
    }

    @Test
    void whatIsReadAndWrittenIsOneGrantWithBoth() {
        assertThat(Principals.INCIDENT_POLLER.grants())
                .contains(new Grant(
                        ResourceType.TOPIC,
                        PatternType.LITERAL,
                        "sluice.raw-alerts.v1",
                        List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE)));
    }

    @Test
    void aServiceOwnsWhatItsStreamsKeep() {
        assertThat(Principals.ENRICHMENT_SERVICE.grants())
                .contains(
                        new Grant(
                                ResourceType.TOPIC,
                                PatternType.PREFIXED,
                                "sluice-enrichment-service",
                                List.of(AclOperation.ALL)),
                        new Grant(
                                ResourceType.TRANSACTIONAL_ID,
                                PatternType.PREFIXED,
                                "enrichment-service",
                                List.of(AclOperation.DESCRIBE, AclOperation.WRITE)));
    }

    @Test
    void anAgentOwnsNothingOfTheMainServicesNorOfAnotherAgentAndEmitsNothing() {
        Principal agent = Agents.principal("contoso");
        List<String> owned = agent.grants().stream()
                .filter(grant -> grant.pattern() == PatternType.PREFIXED)
                .map(Grant::name)
                .toList();

        assertThat(agent.writes()).doesNotContain(Topics.ALERTS, Topics.INCIDENTS, Topics.CONNECTIONS);
        assertThat(owned)
                .isNotEmpty()
                .allSatisfy(prefix -> assertThat(
                                Stream.concat(Principals.all().stream(), Stream.of(Agents.principal("contoso2")))
                                        .flatMap(other -> other.grants().stream())
                                        .map(Grant::name))
                        .noneMatch(name -> name.startsWith(prefix) || prefix.startsWith(name)));
        assertThat(Agents.isName("contoso-2")).isFalse();
    }

    @Test
    void rolesHaveGroupsOfTheirOwnAndWriteRequestsOnly() {
        assertThat(Principals.all())
                .filteredOn(principal -> principal.kind() == Kind.ROLE)
                .isNotEmpty()
                .allSatisfy(role -> {
                    assertThat(role.groups()).containsExactly(role.name() + "-");
                    assertThat(role.writes()).allMatch(topic -> topic.traffic() == Topic.Traffic.REQUESTS);
                });
    }
}
