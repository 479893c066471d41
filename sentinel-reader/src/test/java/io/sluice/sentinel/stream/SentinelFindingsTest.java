package io.sluice.sentinel.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.contracts.connection.SentinelSource;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.http.ServerClocks;
import io.sluice.microsoft.token.AccessToken;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.polling.poll.Pass;
import io.sluice.polling.poll.PolledSource.Sink;
import io.sluice.polling.poll.Schedule;
import io.sluice.polling.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SentinelFindingsTest {

    private static final Instant NOW = Instant.parse("2026-08-01T06:00:00Z");
    private static final Window WINDOW = new Window(NOW.minusSeconds(60), NOW);
    private static final Forbidden NO_ROLE = new Forbidden(
            "The application may not query it.", "InsufficientAccessError", "Assign Log Analytics Reader.");

    private final FakePlane workspace = new FakePlane();
    private final FakePlane resourceManager = new FakePlane();
    private final Collected read = new Collected();
    private Instant now = NOW;
    private final SentinelFindings findings = new SentinelFindings(
            workspace,
            resourceManager,
            new AccessTokens((_, _, _) -> new AccessToken("t", NOW.plusSeconds(3600)), InstantSource.fixed(NOW)),
            new ServerClocks(),
            Duration.ofMinutes(1),
            () -> now);

    @Test
    void theWorkspaceIsReadWhereItCanBe() throws Exception {
        findings.read(connection(SentinelSource.AUTOMATIC), WINDOW, Pass.NEW, read);

        assertThat(workspace.reads).isEqualTo(1);
        assertThat(resourceManager.reads).isZero();
        assertThat(read.impairment).isNull();
    }

    static Stream<MicrosoftFailure> refusals() {
        return Stream.of(
                NO_ROLE,
                new NotFound("Log Analytics does not know the workspace."),
                new Unauthenticated("Log Analytics refuses the access token.", null, "Check the cloud."));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whereTheWorkspaceCannotBeQueriedAzureResourceManagerIsReadAndTheStatusSaysWhy(MicrosoftFailure refusal)
            throws Exception {
        workspace.failure = refusal;

        findings.read(connection(SentinelSource.AUTOMATIC), WINDOW, Pass.NEW, read);

        assertThat(resourceManager.reads).isEqualTo(1);
        assertThat(read.completeTo).containsExactly(WINDOW.to());
        assertThat(Objects.requireNonNull(read.impairment).message())
                .startsWith(
                        "The workspace cannot be queried, so incidents and alerts are read from Azure Resource Manager")
                .endsWith(refusal.message());
    }

    @Test
    void whatIsOwedIsReadFromTheWorkspaceOrNotAtAll() throws Exception {
        findings.read(connection(SentinelSource.AUTOMATIC), WINDOW, Pass.OWED, read);
        assertThat(read.completeTo).containsExactly(WINDOW.to());

        workspace.failure = NO_ROLE;
        assertThatThrownBy(() -> findings.read(connection(SentinelSource.AUTOMATIC), WINDOW, Pass.OWED, read))
                .isInstanceOf(MicrosoftException.class);
        assertThat(resourceManager.reads).isZero();
    }

    @Test
    void aWorkspaceThatRefusesIsAskedAgainNowAndThen() throws Exception {
        workspace.failure = NO_ROLE;
        findings.read(connection(SentinelSource.AUTOMATIC), WINDOW, Pass.NEW, read);
        findings.read(connection(SentinelSource.AUTOMATIC), WINDOW, Pass.NEW, read);
        assertThat(workspace.reads).isEqualTo(1);
        assertThat(resourceManager.reads).isEqualTo(2);

        now = NOW.plusSeconds(61);
        workspace.failure = null;
        findings.read(connection(SentinelSource.AUTOMATIC), WINDOW, Pass.NEW, read);
        assertThat(workspace.reads).isEqualTo(2);
        assertThat(resourceManager.reads).isEqualTo(2);
    }

    @Test
    void whatPassesIsWaitedFor() {
        for (MicrosoftFailure passing :
                new MicrosoftFailure[] {new Throttled("busy", Duration.ofSeconds(1)), new Unavailable("down")}) {
            workspace.failure = passing;

            assertThatThrownBy(() -> findings.read(connection(SentinelSource.AUTOMATIC), WINDOW, Pass.NEW, read))
                    .isInstanceOf(MicrosoftException.class);
        }
        assertThat(resourceManager.reads).isZero();
    }

    @Test
    void whereNeitherCanBeReadTheWorkspacesRemedyIsToldUnlessTheOtherOnlyHasToBeWaitedFor() {
        workspace.failure = NO_ROLE;
        resourceManager.failure = new Forbidden("no", null, "Assign Microsoft Sentinel Reader.");
        assertThat(failureOfReading()).isEqualTo(NO_ROLE);

        now = NOW.plusSeconds(61);
        resourceManager.failure = new Throttled("busy", Duration.ofSeconds(5));
        assertThat(failureOfReading()).isEqualTo(resourceManager.failure);
    }

    @Test
    void aConnectionCanNameItsPlane() throws Exception {
        workspace.failure = NO_ROLE;
        findings.read(connection(SentinelSource.RESOURCE_MANAGER), WINDOW, Pass.NEW, read);
        assertThat(workspace.reads).isZero();

        assertThatThrownBy(() -> findings.read(connection(SentinelSource.LOG_ANALYTICS), WINDOW, Pass.NEW, read))
                .isInstanceOf(MicrosoftException.class);
        assertThat(resourceManager.reads).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(SentinelSource.class)
    void onlyAConnectionThatWantsNothingIsNotPolled(SentinelSource source) {
        Schedule schedule = findings.schedule(connection(source));

        assertThat(schedule)
                .isEqualTo(
                        source == SentinelSource.NONE
                                ? new Schedule.NotPolled()
                                : new Schedule.Polled(Duration.ofHours(2), Duration.ofSeconds(10)));
    }

    private MicrosoftFailure failureOfReading() {
        try {
            findings.read(connection(SentinelSource.AUTOMATIC), WINDOW, Pass.NEW, read);
        } catch (MicrosoftException failed) {
            return failed.failure();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("It should have failed");
    }

    private static Connection connection(SentinelSource source) {
        return new Connection(
                "c",
                "contoso",
                "t",
                null,
                "commercial",
                Map.of(),
                "client",
                true,
                Duration.ofSeconds(10),
                new Capabilities(
                        null,
                        null,
                        new Sentinel("s", "rg", "w", "name", source, Duration.ofHours(2)),
                        null,
                        null,
                        null),
                1,
                Instant.EPOCH);
    }

    /** Fails as a test says, or has nothing. */
    private static final class FakePlane implements Plane {

        private @Nullable MicrosoftFailure failure;
        private int reads;

        @Override
        public void authorize(Connection connection) {}

        @Override
        public void read(Connection connection, Window asked, Sink sink)
                throws MicrosoftException, InterruptedException {
            reads++;
            if (failure != null) {
                throw new MicrosoftException(failure);
            }
            sink.completeTo(asked.to());
        }
    }
}
