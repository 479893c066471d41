package io.sluice.enrichment.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.directory.DirectoryKind;
import io.sluice.contracts.directory.DirectoryRequest;
import io.sluice.contracts.request.Extent;
import io.sluice.enrichment.directory.lookup.DeviceLookup;
import io.sluice.enrichment.directory.lookup.DirectoryCalls;
import io.sluice.enrichment.directory.lookup.MicrosoftStub;
import io.sluice.enrichment.directory.lookup.SteppingClock;
import io.sluice.enrichment.directory.lookup.UserLookup;
import io.sluice.requests.Asked;
import io.sluice.requests.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryResponderTest {

    private static final String ID = "0e000000-0000-4000-8000-00000000000b";
    private static final String BEN = "ben@contoso.com";
    private static final String BY_NAME = "/v1.0/users/ben%40contoso.com";
    private static final String FACTORS = "/v1.0/reports/authenticationMethods/userRegistrationDetails/" + ID;
    private static final Extent ONE = new Extent(null, null, 1, 1, 0, 0, true);
    private static final int MEMORY = 1_000_000;

    private final MicrosoftStub microsoft = new MicrosoftStub();
    private final SteppingClock clock = new SteppingClock();
    private final List<DirectoryEntry> items = new ArrayList<>();
    private final List<Connection> doubted = new ArrayList<>();
    private final DirectoryResponder responder = responder(MEMORY);

    @BeforeEach
    void someone() {
        microsoft
                .answers(BY_NAME, 200, "{\"id\":\"" + ID + "\",\"userPrincipalName\":\"" + BEN + "\"}")
                .answers("/v1.0/users/" + ID + "/transitiveMemberOf", 200, "{\"value\":[]}");
    }

    @AfterEach
    void stop() {
        microsoft.close();
    }

    @Test
    void whoIsAskedForAgainCostsNoCall() throws Exception {
        assertThat(ask(BEN)).isEqualTo(new Ending.Completed(ONE));
        int calls = microsoft.asked().size();
        clock.pass(Duration.ofMinutes(59));

        assertThat(ask("BEN@contoso.com")).isEqualTo(new Ending.Completed(ONE));

        assertThat(microsoft.asked()).hasSize(calls);
        assertThat(items).hasSize(2).containsOnly(items.getFirst());
    }

    @Test
    void anAnswerGrowsOld() throws Exception {
        ask(BEN);
        int calls = microsoft.asked().size();
        clock.pass(Duration.ofMinutes(61));

        ask(BEN);

        assertThat(microsoft.asked()).hasSize(2 * calls);
    }

    @Test
    void aConnectionThatIsChangedBeginsAnew() throws Exception {
        ask(BEN);
        int calls = microsoft.asked().size();

        ask(microsoft.connection(2), BEN);

        assertThat(microsoft.asked()).hasSize(2 * calls);
    }

    @Test
    void whoIsNotKnownIsAnAnswerWithoutItems() throws Exception {
        for (int twice = 0; twice < 2; twice++) {
            assertThat(ask("nobody@contoso.com"))
                    .isEqualTo(new Ending.Completed(new Extent(null, null, 0, 0, 0, 0, true)));
        }

        assertThat(items).isEmpty();
        assertThat(doubted).isEmpty();
        assertThat(microsoft.asked()).hasSize(1);
        clock.pass(Duration.ofMinutes(6));
        ask("nobody@contoso.com");
        assertThat(microsoft.asked())
                .as("asked again when new users are told of")
                .hasSize(2);
    }

    @Test
    void whatAnOperatorMendsIsSeenSoon() throws Exception {
        microsoft.answers(FACTORS, 403, MicrosoftStub.DENIED);
        assertThat(ask(BEN)).isEqualTo(new Ending.Completed(new Extent(null, null, 1, 1, 0, 0, false)));
        assertThat(items.getLast().warnings()).hasSize(1);
        assertThat(doubted).hasSize(1);
        microsoft.answers(FACTORS, 200, "{\"isMfaRegistered\":true}");
        clock.pass(Duration.ofMinutes(4));
        ask(BEN);
        assertThat(items.getLast().warnings()).hasSize(1);

        clock.pass(Duration.ofMinutes(2));
        ask(BEN);

        assertThat(items.getLast().warnings()).isEmpty();
    }

    @Test
    void whatFailsInPassingIsAskedForAgain() throws Exception {
        microsoft.answers(BY_NAME, 503, "");
        assertThat(ask(BEN))
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo("unavailable"));
        assertThat(doubted).hasSize(1);
        someone();

        assertThat(ask(BEN)).isEqualTo(new Ending.Completed(ONE));
    }

    @Test
    void aFailureSaysWhatToDo() throws Exception {
        microsoft.answers(BY_NAME, 403, MicrosoftStub.DENIED);

        assertThat(ask(BEN)).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo("forbidden");
            assertThat(failed.error().remedy()).contains("Directory.Read.All");
        });
        assertThat(items).isEmpty();
    }

    @Test
    void aTenantThatThrottlesForLongFailsInTime() throws Exception {
        microsoft.answers(
                BY_NAME,
                response -> response.setStatusCode(429)
                        .putHeader("Retry-After", "3000")
                        .end());

        assertThat(ask(BEN))
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo("throttled"));
        assertThat(microsoft.asked()).hasSize(1);
    }

    @Test
    void whatIsRememberedTakesNoMoreMemoryThanItMay() throws Exception {
        DirectoryResponder forgetful = responder(1_500);

        for (int user = 0; user < 20; user++) {
            String name = "u" + user + "@contoso.com";
            microsoft.answers(
                    "/v1.0/users/u" + user + "%40contoso.com",
                    200,
                    "{\"id\":\"" + ID + "\",\"department\":\"" + "d".repeat(300) + "\"}");
            ask(forgetful, microsoft.connection(), name);
        }
        int calls = microsoft.asked().size();
        for (int user = 0; user < 20; user++) {
            ask(forgetful, microsoft.connection(), "u" + user + "@contoso.com");
        }

        assertThat(microsoft.asked().size()).isGreaterThan(calls + 18 * 4);
    }

    private DirectoryResponder responder(int memory) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        DirectoryCalls calls = new DirectoryCalls(microsoft.http(), microsoft.tokens(), clock, clock::pass, meters);
        return new DirectoryResponder(
                new UserLookup(calls, clock),
                new DeviceLookup(calls, clock),
                new KnownEntries(Duration.ofHours(1), memory, clock, meters),
                clock,
                Duration.ofMinutes(2),
                doubted::add);
    }

    private Ending ask(String user) throws InterruptedException {
        return ask(microsoft.connection(), user);
    }

    private Ending ask(Connection connection, String user) throws InterruptedException {
        return ask(responder, connection, user);
    }

    private Ending ask(DirectoryResponder responder, Connection connection, String user) throws InterruptedException {
        DirectoryRequest request = new DirectoryRequest("r1", DirectoryKind.USER, "contoso", null, null, user, null);
        return responder.respond(new Asked<>("r1", request, connection), items::add);
    }
}
