package io.sluice.microsoft.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.json.Json;
import org.junit.jupiter.api.Test;

class ExchangeFaultTest {

    @Test
    void theFaultIsInTheInternalExceptionOrInTheDetails() throws Exception {
        assertThat(fault("""
                {"message":"Error executing cmdlet","details":[{"message":"Ex6F9304|A.B.NotFoundException|object 'a|b'"}]}""")).isEqualTo(new ExchangeFault("NotFoundException", "object 'a|b'"));
        assertThat(fault("""
                {"message":"Invalid Operation","details":[{"message":"|A.AmbiguousParameterSetException|outer"}],
                 "innererror":{"message":"Invalid Operation","internalexception":{"type":"A.Other","message":"inner"}}}""")).isEqualTo(new ExchangeFault("AmbiguousParameterSetException", "inner"));
        assertThat(fault("""
                {"message":"Invalid Operation","innererror":{"internalexception":{
                 "type":"A.ParameterTransformationException","message":"inner"}}}""")).isEqualTo(new ExchangeFault("ParameterTransformationException", "inner"));
        assertThat(fault("{\"message\":\"only this\"}")).isEqualTo(new ExchangeFault("", "only this"));
        assertThat(ExchangeFault.of(Json.MAPPER.missingNode())).isEqualTo(new ExchangeFault("", ""));
    }

    @Test
    void someFaultsPassByThemselves() {
        assertThat(new ExchangeFault("ServerBusyException", "").isPassing()).isTrue();
        assertThat(new ExchangeFault("", "CmdletProxyNotAvailableFailure: x").isPassing())
                .isTrue();
        assertThat(new ExchangeFault("ValidationException", "x").isPassing()).isFalse();
        assertThat(ExchangeFault.isTooManyAtOnce(
                        "You have reached the maximum number of concurrent requests per tenant. Please wait"))
                .isTrue();
    }

    private static ExchangeFault fault(String error) throws Exception {
        return ExchangeFault.of(Json.MAPPER.readTree(error));
    }
}
