package io.sluice.enrichment.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.status.State;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.status.Outcome;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryProbeTest {

    private static final String USERS = "/v1.0/users";
    private static final String FACTORS = "/v1.0/reports/authenticationMethods/userRegistrationDetails";
    private static final String MACHINES = "/api/machines";

    private final MicrosoftStub microsoft = new MicrosoftStub();
    private final SteppingClock clock = new SteppingClock();
    private final DirectoryProbe probe = new DirectoryProbe(
            new DirectoryCalls(microsoft.http(), microsoft.tokens(), clock, clock::pass, new SimpleMeterRegistry()),
            clock);

    @BeforeEach
    void allWorks() {
        microsoft
                .answers(USERS, 200, "{\"value\":[{\"id\":\"x\"}]}")
                .answers(FACTORS, 200, "{\"value\":[]}")
                .answers(MACHINES, 200, "{\"value\":[]}");
    }

    @AfterEach
    void stop() {
        microsoft.close();
    }

    @Test
    void itWorksWhereEverythingCanBeRead() throws Exception {
        assertThat(probe.run(microsoft.connection())).isEqualTo(new Outcome.Worked(null));
        assertThat(microsoft.asked())
                .containsExactly(USERS + "?$top=1&$select=id", FACTORS + "?$top=1", MACHINES + "?$top=1");

        microsoft.answers(MACHINES, 404, "{\"error\":{\"code\":\"NotFound\",\"message\":\"No machines\"}}");
        assertThat(probe.run(microsoft.connection()))
                .as("a tenant without devices")
                .isEqualTo(new Outcome.Worked(null));
    }

    @Test
    void itIsDegradedWhereAPartIsRefused() throws Exception {
        microsoft.answers(MACHINES, 403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"x\"}}");

        assertThat(probe.run(microsoft.connection())).isInstanceOfSatisfying(Outcome.Known.class, known -> {
            assertThat(known.state()).isEqualTo(State.DEGRADED);
            assertThat(Objects.requireNonNull(known.error()).message())
                    .startsWith("The device in Defender for Endpoint cannot be read.");
            assertThat(known.error().remedy()).contains("Machine.Read.All of WindowsDefenderATP");
        });
    }

    @Test
    void itFailsWhereEverythingIsRefused() {
        microsoft
                .answers(USERS, 403, MicrosoftStub.DENIED)
                .answers(FACTORS, 403, MicrosoftStub.DENIED)
                .answers(MACHINES, 403, MicrosoftStub.DENIED);

        assertThatThrownBy(() -> probe.run(microsoft.connection()))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Forbidden.class));
    }

    @Test
    void whatFailsInPassingIsNoStateOfItsOwn() {
        microsoft.answers(USERS, 503, "");

        assertThatThrownBy(() -> probe.run(microsoft.connection()))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Unavailable.class));
    }
}
