package io.sluice.connections.rest;

import io.sluice.connections.trial.TrialGate;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tests that were not let in, as problem documents. */
class TrialProblems {

    @ServerExceptionMapper
    Response refused(TrialGate.Refused failure) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure) {
            case TrialGate.Running _ ->
                Problem.of("test-running", "A test is running", 409, detail).response();
            case TrialGate.TooMany many ->
                Problem.of("too-many-tests", "Too many tests", 429, detail)
                        .builder()
                        .header(HttpHeaders.RETRY_AFTER, many.retryAfterSeconds())
                        .build();
        };
    }
}
