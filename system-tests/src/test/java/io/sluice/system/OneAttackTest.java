package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Where nothing else happens, an attack is one investigation, and that is all there is. */
@TestMethodOrder(OrderAnnotation.class) // the second test goes on with what the first one began
class OneAttackTest {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Map<String, String> TENANTS = Map.of(
            "contoso", "c0a70000-0000-4000-8000-000000000001",
            "fabrikam", "fab00000-0000-4000-8000-000000000002",
            "woodgrove", "00d90000-0000-4000-8000-000000000003");

    private static Stack stack;
    private static Attacks attacks;
    private static TopicRecords investigations;

    @BeforeAll
    static void startStack() throws Exception {
        stack = Stack.upWithPromptSentinel(Map.of(
                "SLUICE_SIMULATOR_RATE", "0",
                "SLUICE_SIMULATOR_EVOLUTION_SPEED", "4"));
        attacks = new Attacks(stack);
        investigations = new TopicRecords(stack.bootstrapServers(), "sluice.investigations.v1");
    }

    @AfterAll
    static void endStack() throws Exception {
        if (investigations != null) {
            investigations.close();
        }
        if (stack != null) {
            stack.end();
        }
    }

    @Test
    @Order(1)
    void aPhishingAttackIsOneInvestigationWithAllItsAlertsTheMessageAndTheSignInsAndNothingElse() throws Exception {
        for (String tenant : TENANTS.keySet()) {
            attacks.play(tenant, "phishing", 1);
        }
        await(OneAttackTest::assertOneInvestigationATenant);

        Result check = stack.check();

        assertThat(check.exitCode()).as(check.output() + check.errors()).isZero();
        // What was to come while the simulator paused for the check comes now.
        await(OneAttackTest::assertOneInvestigationATenant);
    }

    /** Sentinel's Fusion looks at a phishing attack some minutes later, where it reads Defender's alerts. */
    @Test
    @Order(2)
    @Tag("drill")
    void whatSentinelFindsMinutesLaterIsPartOfItAsWell() {
        await(() -> {
            assertThat(Investigation.newest(investigations).values())
                    .filteredOn(each -> each.isOpen() && each.tenant().equals(TENANTS.get("fabrikam")))
                    .singleElement()
                    .matches(Investigation::hasAlertOfSentinel, "has an alert of Sentinel's own");
            assertOneInvestigationATenant();
        });
    }

    private static void assertOneInvestigationATenant() throws IOException, InterruptedException {
        List<Investigation> open = Investigation.newest(investigations).values().stream()
                .filter(Investigation::isOpen)
                .toList();
        assertThat(open).hasSize(TENANTS.size());
        for (String tenant : TENANTS.values()) {
            Map<String, String> plays = attacks.plays(tenant);
            assertThat(plays.values())
                    .as("one attack, in %s", tenant)
                    .containsOnly(plays.values().iterator().next());
            assertThat(open)
                    .filteredOn(each -> each.tenant().equals(tenant))
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.alerts()).hasSizeGreaterThan(2).isEqualTo(new TreeSet<>(plays.keySet()));
                        assertThat(each.hasAnalysedMessage()).as("the message").isTrue();
                        assertThat(each.hasSignIns()).as("the sign-ins").isTrue();
                    });
        }
    }

    private static void await(ThrowingCallable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(assertion::call);
    }
}
