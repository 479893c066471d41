package io.sluice.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.simulator.http.Json;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private final Faults faults = new Faults(new SplittableRandom(1));

    private static Fault fault(String json) throws IOException {
        return Json.MAPPER.readValue(json, Fault.class);
    }

    @Test
    void aTenantsOwnFaultGoesBeforeTheOneForAll() throws IOException {
        faults.put(Faults.EVERY_TENANT, "defender", fault("{\"kind\":\"error\"}"));
        faults.put("t", "defender", fault("{\"kind\":\"html\",\"count\":1}"));
        assertThat(faults.hit("t", "defender").orElseThrow().kind()).isEqualTo(Fault.Kind.HTML);
        assertThat(faults.hit("t", "defender").orElseThrow().kind()).isEqualTo(Fault.Kind.ERROR);
        assertThat(faults.hit("u", "defender").orElseThrow().kind()).isEqualTo(Fault.Kind.ERROR);
        assertThat(faults.hit("u", "entra")).isEmpty();
    }

    @Test
    void aProbabilityHitsItsShare() throws IOException {
        faults.put("t", "defender", fault("{\"kind\":\"error\",\"probability\":0.25}"));
        int hits = 0;
        for (int i = 0; i < 4000; i++) {
            hits += faults.hit("t", "defender").isPresent() ? 1 : 0;
        }
        assertThat(hits).isBetween(850, 1150);
    }

    @Test
    void aFaultOfAnOperationHitsNoOther() throws IOException {
        faults.put("t", "exchange", fault("{\"kind\":\"error\",\"operation\":\"Export-X\",\"count\":1}"));
        assertThat(faults.hit("t", "exchange", "Get-X")).isEmpty();
        assertThat(faults.hit("t", "exchange")).isEmpty();
        assertThat(faults.hit("t", "exchange", "export-x")).isPresent();
        assertThat(faults.hit("t", "exchange", "export-x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"exception\"}",
                "{\"kind\":\"drift\",\"variant\":\"both\"}",
                "{\"kind\":\"throttle\",\"variant\":\"arrive\"}"
            })
    void aFaultThatMakesNoSenseIsRefused(String json) {
        assertThatThrownBy(() -> fault(json)).hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCodeAloneIsAnErrorOfEntraId() throws IOException {
        Fault fault = fault("{\"code\":\"AADSTS7000222\"}");
        assertThat(fault.effectiveKind()).isEqualTo(Fault.Kind.AADSTS);
        assertThat(fault.codeOr(0)).isEqualTo(7000222);
    }
}
