package io.sluice.enrichment.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.Score;
import io.sluice.contracts.correlation.ScorePart;
import io.sluice.contracts.directory.DeviceEntry;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.directory.UserEntry;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScoringTest {

    private static final String ANN = "ann@contoso.com";
    private static final String PC = "pc1.contoso.com";

    /** What each score begins with, so that another part is seen alone behind it. */
    private static final ScorePart LOW = new ScorePart("severity", 10, "the worst alert is low");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UNKNOWN       |  5 | the worst alert is unknown
            OTHER         |  5 | the worst alert is other
            INFORMATIONAL |  2 | the worst alert is informational
            LOW           | 10 | the worst alert is low
            MEDIUM        | 25 | the worst alert is medium
            HIGH          | 40 | the worst alert is high
            CRITICAL      | 50 | the worst alert is critical
            FATAL         | 50 | the worst alert is fatal
            """)
    void worstSeverityIsWhereItBegins(Severity severity, int points, String why) {
        Score score = new Scoring(severity, List.of(), List.of(), Verdict.UNKNOWN, List.of(), List.of()).score();

        assertThat(score).isEqualTo(new Score(points, List.of(new ScorePart("severity", points, why))));
    }

    @ParameterizedTest
    @CsvSource({"2, 8", "3, 16", "4, 24", "5, 24"})
    void eachFurtherProductCountsUpToThree(int products, int points) {
        Score score = new Scoring(
                        Severity.LOW, names("Product", products), List.of(), Verdict.UNKNOWN, List.of(), List.of())
                .score();

        assertThat(score).isEqualTo(sum(LOW, new ScorePart("products", points, products + " products agree")));
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "3, 8", "6, 20", "7, 20"})
    void eachFurtherTacticCountsUpToFive(int tactics, int points) {
        Score score = new Scoring(
                        Severity.LOW, List.of(), names("Tactic", tactics), Verdict.UNKNOWN, List.of(), List.of())
                .score();

        assertThat(score)
                .isEqualTo(sum(
                        LOW, new ScorePart("killChain", points, tactics + " tactics, as far as Tactic " + tactics)));
    }

    @Test
    void oneProductAndOneTacticAgreeWithNobody() {
        Score score = new Scoring(
                        Severity.LOW, names("Product", 1), names("Tactic", 1), Verdict.UNKNOWN, List.of(), List.of())
                .score();

        assertThat(score).isEqualTo(sum(LOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Global Administrator | -                  | 15 | ann@contoso.com is Global Administrator
            Global Administrator | atRisk             | 15 | ann@contoso.com is Global Administrator
            Directory Readers    | atRisk             |  5 | ann@contoso.com is at risk, says Entra ID Protection
            -                    | atRisk             |  5 | ann@contoso.com is at risk, says Entra ID Protection
            -                    | confirmedCompromised | 5 | ann@contoso.com is confirmed as compromised, says Entra ID Protection
            """)
    void accountOfAnAdministratorOrAtRiskCounts(
            @Nullable String role, @Nullable String riskState, int points, String why) {
        assertThat(about(List.of(user(ANN, role, riskState))))
                .isEqualTo(sum(LOW, new ScorePart("accounts", points, why)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Directory Readers, -",
                "Guest Inviter, none",
                "-, none",
                "-, remediated",
                "-, dismissed",
                "-, confirmedSafe",
                "-, unknownFutureValue"
            })
    void accountThatCanDoLittleAndIsAtNoRiskAddsNothing(@Nullable String role, @Nullable String riskState) {
        assertThat(about(List.of(user(ANN, role, riskState)))).isEqualTo(sum(LOW));
    }

    @Test
    void priorityAccountCountsMoreThanItsRiskAndLessThanItsRole() {
        ScorePart priority = new ScorePart("accounts", 10, ANN + " is a priority account");

        assertThat(about(List.of(entity(EntityKind.USER, ANN, null)), ANN)).isEqualTo(sum(LOW, priority));
        assertThat(about(List.of(user(ANN, null, "atRisk")), ANN)).isEqualTo(sum(LOW, priority));
        assertThat(about(List.of(user(ANN, "User Administrator", "atRisk")), ANN))
                .isEqualTo(sum(LOW, new ScorePart("accounts", 15, ANN + " is User Administrator")));
    }

    @Test
    void ofSeveralAccountsTheOneThatCountsMostDoes() {
        Score score = about(
                List.of(
                        user("risky@contoso.com", null, "atRisk"),
                        user("admin@contoso.com", "Exchange Administrator", null),
                        user("other@contoso.com", "Global Administrator", null)),
                ANN);

        assertThat(score)
                .isEqualTo(sum(LOW, new ScorePart("accounts", 15, "admin@contoso.com is Exchange Administrator")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            High   | -      | 10 | pc1.contoso.com is of high value
            high   | High   | 10 | pc1.contoso.com is of high value
            Normal | High   |  5 | pc1.contoso.com is highly exposed
            -      | high   |  5 | pc1.contoso.com is highly exposed
            """)
    void deviceOfHighValueOrExposureCounts(@Nullable String value, @Nullable String exposure, int points, String why) {
        assertThat(about(List.of(device(PC, value, exposure))))
                .isEqualTo(sum(LOW, new ScorePart("devices", points, why)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, -", "Low, Low", "Normal, Medium", "Normal, None"})
    void deviceOfNoHighValueAndExposureAddsNothing(@Nullable String value, @Nullable String exposure) {
        assertThat(about(List.of(device(PC, value, exposure)))).isEqualTo(sum(LOW));
    }

    @Test
    void ofSeveralDevicesTheOneThatCountsMostDoes() {
        Score score = about(List.of(
                device("exposed.contoso.com", "Low", "High"),
                device("valued.contoso.com", "High", "Low"),
                device("other.contoso.com", "High", "High")));

        assertThat(score).isEqualTo(sum(LOW, new ScorePart("devices", 10, "valued.contoso.com is of high value")));
    }

    @Test
    void ofWhomTheDirectorySaysNothingNothingIsAdded() {
        assertThat(about(List.of(
                        entity(EntityKind.USER, ANN, null),
                        entity(EntityKind.DEVICE, PC, null),
                        entity(EntityKind.IP, "198.51.100.7", null))))
                .isEqualTo(sum(LOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TRUE_POSITIVE  |  10 | confirmed as an attack
            FALSE_POSITIVE | -40 | found to be no attack: false positive
            BENIGN         | -40 | found to be no attack: benign
            TEST           | -40 | found to be no attack: test
            DISREGARD      | -40 | found to be no attack: disregard
            """)
    void whatAnalystsConcludedCounts(Verdict verdict, int points, String why) {
        Score score = new Scoring(Severity.CRITICAL, List.of(), List.of(), verdict, List.of(), List.of()).score();

        assertThat(score)
                .isEqualTo(sum(
                        new ScorePart("severity", 50, "the worst alert is critical"),
                        new ScorePart("verdict", points, why)));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TRUE_POSITIVE", "FALSE_POSITIVE", "BENIGN", "TEST", "DISREGARD"})
    void verdictThatConcludesNothingAddsNothing(Verdict verdict) {
        Score score = new Scoring(Severity.LOW, List.of(), List.of(), verdict, List.of(), List.of()).score();

        assertThat(score).isEqualTo(sum(LOW));
    }

    @Test
    void allPartsAddUp() {
        Score score = new Scoring(
                        Severity.MEDIUM,
                        names("Product", 2),
                        names("Tactic", 3),
                        Verdict.TRUE_POSITIVE,
                        List.of(user(ANN, "User Administrator", "atRisk"), device(PC, "High", "High")),
                        List.of(ANN))
                .score();

        assertThat(score)
                .isEqualTo(new Score(
                        76,
                        List.of(
                                new ScorePart("severity", 25, "the worst alert is medium"),
                                new ScorePart("products", 8, "2 products agree"),
                                new ScorePart("killChain", 8, "3 tactics, as far as Tactic 3"),
                                new ScorePart("accounts", 15, ANN + " is User Administrator"),
                                new ScorePart("devices", 10, PC + " is of high value"),
                                new ScorePart("verdict", 10, "confirmed as an attack"))));
    }

    @Test
    void scoreStaysBetweenNothingAndAHundredWhateverItsPartsAddUpTo() {
        List<Entity> entities = List.of(user(ANN, "Global Administrator", null), device(PC, "High", null));

        Score most = new Scoring(
                        Severity.FATAL,
                        names("Product", 9),
                        names("Tactic", 9),
                        Verdict.TRUE_POSITIVE,
                        entities,
                        List.of())
                .score();
        Score least =
                new Scoring(Severity.LOW, List.of(), List.of(), Verdict.FALSE_POSITIVE, List.of(), List.of()).score();

        assertThat(most.value()).isEqualTo(100);
        assertThat(points(most)).isEqualTo(50 + 24 + 20 + 15 + 10 + 10);
        assertThat(least.value()).isZero();
        assertThat(points(least)).isEqualTo(10 - 40);
    }

    private static Score about(List<Entity> entities, String... priorityAccounts) {
        return new Scoring(Severity.LOW, List.of(), List.of(), Verdict.UNKNOWN, entities, List.of(priorityAccounts))
                .score();
    }

    private static Score sum(ScorePart... parts) {
        Score score = new Score(0, List.of(parts));
        return new Score(points(score), score.parts());
    }

    private static int points(Score score) {
        return score.parts().stream().mapToInt(ScorePart::points).sum();
    }

    private static List<String> names(String word, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> word + " " + i).toList();
    }

    private static Entity user(String name, @Nullable String role, @Nullable String riskState) {
        UserEntry user = new UserEntry(
                "u",
                name,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                role == null ? List.of() : List.of(role),
                null,
                List.of(),
                null,
                riskState);
        return entity(EntityKind.USER, name, new DirectoryEntry(user, null, List.of()));
    }

    private static Entity device(String name, @Nullable String value, @Nullable String exposure) {
        DeviceEntry device = new DeviceEntry(
                "d", null, name, null, null, null, null, exposure, null, value, List.of(), null, List.of());
        return entity(EntityKind.DEVICE, name, new DirectoryEntry(null, device, List.of()));
    }

    private static Entity entity(EntityKind kind, String value, @Nullable DirectoryEntry context) {
        return new Entity(
                kind.word() + ":" + value,
                kind,
                value,
                null,
                List.of(),
                null,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                context);
    }
}
