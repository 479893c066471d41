package io.sluice.microsoft.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.connection.Quarantine;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequirementsTest {

    @Test
    void everyCapabilityHasAnAccessAndEveryAccessACallThatTriesIt() {
        assertThat(all())
                .allSatisfy(requirement -> assertThat(requirement.accesses())
                        .isNotEmpty()
                        .allSatisfy(access -> assertThat(access.probes()).isNotEmpty()));
    }

    @Test
    void everyAccessWantsAPermissionOrARole() {
        assertThat(all().flatMap(requirement -> requirement.accesses().stream()))
                .allSatisfy(access -> assertThat(
                                access.required().size() + access.roles().size())
                        .isPositive());
    }

    @Test
    void theWorldWideCloudHasEverySurfaceThatIsNeeded() {
        assertThat(all().flatMap(requirement -> requirement.accesses().stream()).map(Access::surface))
                .allSatisfy(surface ->
                        assertThat(Cloud.COMMERCIAL.resource(surface)).isPresent());
    }

    @Test
    void onePermissionHasOneIdWhereverItIsNamed() {
        Map<String, String> ids = new HashMap<>();

        assertThat(all().flatMap(requirement -> requirement.accesses().stream()))
                .allSatisfy(access -> {
                    for (Permission permission : access.required()) {
                        String name = access.application().appId() + "/" + permission.name();
                        assertThat(ids.merge(name, permission.id(), (one, _) -> one))
                                .isEqualTo(permission.id());
                    }
                });
        assertThat(ids.values()).doesNotHaveDuplicates();
    }

    @Test
    void aWiderPermissionServesAsWell() {
        Permission read = Requirements.of(Capability.DEFENDER_INCIDENTS, IncidentSource.XDR)
                .accesses()
                .getFirst()
                .required()
                .getFirst();

        assertThat(read.isGrantedBy(Set.of("Incident.ReadWrite.All"))).isTrue();
        assertThat(read.isGrantedBy(Set.of("AdvancedHunting.Read.All"))).isFalse();
    }

    @Test
    void anIdIsNotGuessedForACloudWhereItMayDiffer() {
        Access graph = Requirements.of(Capability.DEFENDER_INCIDENTS, IncidentSource.GRAPH)
                .accesses()
                .getFirst();
        Permission incidents = graph.required().getFirst();
        Permission alerts = graph.required().getLast();

        assertThat(alerts.idIn(Cloud.GCC)).contains("472e4a4d-bb4a-4026-98d1-0b0d74cb74a5");
        assertThat(alerts.idIn(Cloud.DOD)).contains("64c33fcb-e6aa-490d-bed5-6016a9ef8f6d");
        assertThat(incidents.idIn(Cloud.DOD)).isEmpty();
    }

    @Test
    void aConnectionNeedsWhatIsSwitchedOn() {
        Capabilities capabilities = new Capabilities(
                new DefenderIncidents(IncidentSource.GRAPH, Duration.ofDays(1)),
                new Quarantine(),
                null,
                null,
                null,
                null);

        assertThat(Requirements.of(capabilities))
                .extracting(Requirement::capability)
                .containsExactly(Capability.DEFENDER_INCIDENTS, Capability.QUARANTINE);
        assertThat(Requirements.of(capabilities).getFirst().accesses())
                .extracting(Access::surface)
                .containsExactly(Surface.GRAPH);
    }

    @Test
    void gapsAreFilledOrNamed() {
        assertThat(Probe.fill("/a/{one}/$batch?x={two}", Map.of("one", "1$", "two", "2")))
                .isEqualTo("/a/1$/$batch?x=2");
        assertThatThrownBy(() -> Probe.fill("/a/{one}", Map.of())).hasMessageContaining("{one}");
    }

    private static Stream<Requirement> all() {
        return Arrays.stream(Capability.values())
                .flatMap(capability ->
                        Arrays.stream(IncidentSource.values()).map(source -> Requirements.of(capability, source)))
                .distinct();
    }
}
