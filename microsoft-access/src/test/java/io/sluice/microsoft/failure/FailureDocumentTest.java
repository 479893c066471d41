package io.sluice.microsoft.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.json.Json;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureDocumentTest {

    static Stream<MicrosoftFailure> failures() {
        return Stream.of(
                new Throttled("busy", Duration.ofSeconds(17)),
                new Unauthenticated("wrong", "AADSTS7000215", "Enter the value."),
                new Unauthenticated("wrong", null, "Enter the value."),
                new Forbidden("no", "Forbidden", "Grant it."),
                new NotFound("gone"),
                new InvalidRequest("bad", "ODataError"),
                new MalformedAnswer("cut off"),
                new Unavailable("down"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureTravelsBetweenServicesUnchanged(MicrosoftFailure failure) throws Exception {
        byte[] json = Json.write(FailureDocument.of(failure));

        assertThat(Json.read(json, FailureDocument.class).toFailure()).isEqualTo(failure);
    }

    @Test
    void aKindOfANewerServiceIsAnOutage() {
        assertThat(new FailureDocument("odd", null, "m", null, null).toFailure())
                .isEqualTo(new Unavailable("m"));
    }
}
