package io.sluice.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.InvestigationChange;
import io.sluice.contracts.correlation.InvestigationDetail;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.correlation.ScorePart;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.FindingInfo;
import io.sluice.contracts.topic.Topics;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The example keeps what the descriptions promise, because others write their consumers by it. */
class ExampleInvestigationTest {

    private static final InvestigationFinding INVESTIGATION = ExampleInvestigation.investigation();
    private static final InvestigationDetail DETAIL = INVESTIGATION.unmapped();

    @Test
    void everyNameOfAnEntityLeadsToOne() {
        List<String> ids = DETAIL.entities().stream().map(Entity::id).toList();

        assertThat(DETAIL.entities())
                .allSatisfy(entity ->
                        assertThat(entity.id()).isEqualTo(entity.kind().word() + ":" + entity.value()));
        assertThat(DETAIL.timeline())
                .allSatisfy(entry -> assertThat(ids).containsAll(entry.entities()))
                .isSortedAccordingTo((one, other) -> one.time().compareTo(other.time()));
        assertThat(DETAIL.followUps()).allSatisfy(followUp -> assertThat(ids).contains(followUp.entity()));
        assertThat(DETAIL.joins())
                .flatMap(join -> join.shared())
                .allSatisfy(shared -> assertThat(ids).contains(shared.kind().word() + ":" + shared.value()));
    }

    @Test
    void everyJoinLeadsToFindingsAndEveryObservableToItsPlace() {
        JsonNode written = Json.MAPPER.valueToTree(INVESTIGATION);

        assertThat(INVESTIGATION.findingInfoList())
                .extracting(FindingInfo::uid)
                .containsExactlyInAnyOrder(
                        DETAIL.joins().getFirst().finding(),
                        DETAIL.joins().getFirst().with());
        assertThat(INVESTIGATION.observables()).allSatisfy(observable -> {
            String pointer = "/" + observable.name().replaceAll("[\\[.]", "/").replace("]", "");
            assertThat(written.at(pointer).asText()).endsWith(observable.value());
        });
    }

    @Test
    void theScoreIsTheSumOfItsParts() {
        assertThat(Objects.requireNonNull(DETAIL.score()).value())
                .isEqualTo(DETAIL.score().parts().stream()
                        .mapToInt(ScorePart::points)
                        .sum());
    }

    @Test
    void aRedirectLeadsToTheOlderOneAndEachVersionHasItsChange() {
        InvestigationFinding merged = ExampleInvestigation.mergedInvestigation();

        assertThat(merged.unmapped().mergedInto())
                .isEqualTo(INVESTIGATION.metadata().originalEventUid());
        assertThat(Examples.all(Topics.INVESTIGATIONS))
                .extracting(Example::eventId)
                .containsExactly(
                        INVESTIGATION.metadata().uid(), merged.metadata().uid());
        assertThat(Examples.all(Topics.INVESTIGATION_CHANGES)).allSatisfy(example -> {
            InvestigationChange change = (InvestigationChange) example.value();
            assertThat(example.eventId())
                    .isEqualTo(change.tenantId() + "/" + change.investigationId() + "/" + change.version());
        });
    }
}
