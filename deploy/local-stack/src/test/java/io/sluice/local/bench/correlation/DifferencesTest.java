package io.sluice.local.bench.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    private static final Investigated ONE = read("""
            {"finding_info_list":[{"uid":"a"},{"uid":"b"}],"unmapped":{"state":"open","alerts":2,"score":{"value":40}}}""");

    @Test
    void theSameBytesAreNoDifference() {
        assertThat(Differences.of(Map.of("t/1", ONE), Map.of("t/1", ONE))).isEmpty();
    }

    @Test
    void theFirstPlaceThatDiffersIsTold() {
        Investigated other = read("""
                {"finding_info_list":[{"uid":"a"},{"uid":"c"}],"unmapped":{"state":"open","alerts":2,"score":{"value":50}}}""");

        assertThat(Differences.of(Map.of("t/1", ONE), Map.of("t/1", other)))
                .containsExactly("t/1 /finding_info_list/1/uid: \"b\" and \"c\"");
    }

    @Test
    void theSameInAnotherOrderIsADifferenceToo() {
        Investigated other = read("""
                {"unmapped":{"state":"open","alerts":2,"score":{"value":40}},"finding_info_list":[{"uid":"a"},{"uid":"b"}]}""");

        assertThat(Differences.of(Map.of("t/1", ONE), Map.of("t/1", other)))
                .containsExactly("t/1 says the same in another order");
    }

    @Test
    void whatOnlyOneHasIsTold() {
        assertThat(Differences.of(Map.of("t/1", ONE), Map.of())).containsExactly("t/1 is only in the first");
    }

    @Test
    void mergedAndClosedOnesAreLeftAside() {
        Investigated merged = read("""
                {"finding_info_list":[{"uid":"a"}],"unmapped":{"state":"merged","mergedInto":"1"}}""");

        assertThat(Differences.of(Map.of("t/1", ONE, "t/2", merged), Map.of("t/1", ONE)))
                .isEmpty();
    }

    @Test
    void anInvestigationHoldsTheAlertsOfItsListAndOfItsTimeLine() {
        Investigated read = read("""
                {"finding_info_list":[{"uid":"a"}],"unmapped":{"state":"open","alerts":2,"timeline":[{"kind":"alert","uid":"b"},{"kind":"message","uid":"m"}]}}""");

        assertThat(read.alerts()).containsExactlyInAnyOrder("t/a", "t/b");
        assertThat(read.count()).isEqualTo(2);
    }

    private static Investigated read(String json) {
        return Investigated.of("t/1", json.getBytes(UTF_8));
    }
}
