package io.sluice.sentinel.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.investigation.Investigations;
import io.sluice.contracts.query.Engine;
import io.sluice.contracts.request.Problem;
import io.sluice.sentinel.investigation.Binding.Bound;
import io.sluice.sentinel.investigation.Binding.Unfit;
import io.sluice.sentinel.investigation.Bindings.Case;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BindingTest {

    static List<Case> cases() {
        return Bindings.cases();
    }

    @Test
    void theTextBeginsWithTheParametersTheTimeAndTheRows() throws IOException {
        Bound bound = bound("signins-of-user", Engine.WORKSPACE, "{\"user\": \" Ann@Contoso.com \"}");

        assertThat(bound.query()).startsWith("""
                let p_user = "ann@contoso.com";
                let p_from = datetime(2026-02-22T00:00:00.0000000Z);
                let p_to = datetime(2026-03-01T00:00:00.0000000Z);
                let p_rows = 100;
                // Sign-ins of a user""");
        assertThat(bound.window()).isEqualTo(Bindings.WINDOW);
        assertThat(bound.tables()).containsExactly("AADNonInteractiveUserSignInLogs", "SigninLogs");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theExamplesOfTheDocumentationFit(Case of) {
        assertThat(Binding.of(
                        of.investigation(),
                        Bindings.examples(of.investigation()),
                        of.engine(),
                        Bindings.WINDOW,
                        Bindings.ROWS))
                .isInstanceOf(Bound.class);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyTextLooksAtItsWindowAndSaysHowManyRowsItWants(Case of) {
        String text = KqlFile.of(of.investigation(), of.engine()).text();

        assertThat(text.split("p_from", -1)).hasSize(text.split("p_to", -1).length);
        assertThat(text).contains("p_from", "| top p_rows by ");
    }

    @Test
    void anOptionalParameterThatIsAbsentRestrictsNothing() throws IOException {
        assertThat(bound("processes-on-device", Engine.HUNTING, "{\"device\": \"ws-1\", \"text\": null}")
                        .query())
                .contains("let p_text = \"\";");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndWhere() throws IOException {
        Binding binding = Bindings.bind(
                "mail-to-recipient", Engine.HUNTING, "{\"sender\": \"nobody\", \"subject\": 7, \"a/b~c\": \"x\"}");

        assertThat(binding).isInstanceOf(Unfit.class);
        assertThat(((Unfit) binding).problems())
                .extracting(Problem::pointer)
                .containsExactly(
                        "/parameters/recipient", "/parameters/sender", "/parameters/subject", "/parameters/a~1b~0c");
    }

    @Test
    void noParametersAtAllAreLikeAnEmptyObject() {
        assertThat(Binding.of(
                        Investigations.named("signins-of-user").orElseThrow(),
                        null,
                        Engine.WORKSPACE,
                        Bindings.WINDOW,
                        Bindings.ROWS))
                .isEqualTo(new Unfit(List.of(new Problem(
                        "/parameters/user",
                        "It is missing: a user principal name or mail address; upper and lower case are the same."))));
    }

    @Test
    void anInvestigationAboutAMomentHasAWindowOfItsOwn() throws IOException {
        Bound bound = bound(
                "anomalies-around",
                Engine.WORKSPACE,
                "{\"around\": \"2026-01-10T13:00:00+01:00\", \"margin\": \"PT1H\"}");

        assertThat(bound.window())
                .isEqualTo(new Window(Instant.parse("2026-01-10T11:00:00Z"), Instant.parse("2026-01-10T13:00:00Z")));
        assertThat(bound.query())
                .contains("let p_from = datetime(2026-01-10T11:00:00.0000000Z);")
                .doesNotContain("p_around", "p_margin");
    }

    @Test
    void theMarginIsHalfADayUnlessToldOtherwise() throws IOException {
        assertThat(bound("anomalies-around", Engine.HUNTING, "{\"around\": \"2026-01-10T12:00:00Z\"}")
                        .window())
                .isEqualTo(new Window(Instant.parse("2026-01-10T00:00:00Z"), Instant.parse("2026-01-11T00:00:00Z")));
    }

    private static Bound bound(String name, Engine engine, String parameters) throws IOException {
        return (Bound) Bindings.bind(name, engine, parameters);
    }
}
