package io.sluice.sentinel.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.investigation.Parameter;
import io.sluice.contracts.investigation.ParameterType;
import io.sluice.contracts.query.Engine;
import io.sluice.kusto.Verdict;
import io.sluice.kusto.Verdict.Diagnostic;
import io.sluice.sentinel.investigation.Binding.Bound;
import io.sluice.sentinel.investigation.Binding.Unfit;
import io.sluice.sentinel.investigation.Bindings.Case;
import io.sluice.sentinel.kql.MicrosoftTables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever a parameter holds, Microsoft's parser sees the reviewed query, with that value as one string in it. */
class InjectionPropertiesTest {

    private static final Set<ParameterType> NO_LITERAL = Set.of(ParameterType.MOMENT, ParameterType.DURATION);

    @Provide
    Arbitrary<String> tricks() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(
                        "\"",
                        "'",
                        "\\",
                        "\\\"",
                        "\"\"",
                        "@\"",
                        "h\"",
                        "h@'",
                        "```",
                        "~~~",
                        "\n",
                        "\r",
                        "\r\n",
                        "\u0085",
                        "\u2028",
                        "\u2029",
                        "\u0000",
                        "\u001a",
                        "\ufeff",
                        "\u202e",
                        "\u201c",
                        "\uff02",
                        "\ud83d\ude00",
                        "\udb40\udc22",
                        "\ud800",
                        "\udc00",
                        ";",
                        "|",
                        "//",
                        "/*",
                        "*/",
                        "--",
                        "#",
                        "{",
                        "}",
                        "(",
                        ")",
                        "[",
                        "]",
                        "<|",
                        "\\u0022",
                        "\\x22",
                        "\\042",
                        "\\",
                        "let p_user = ",
                        "| union *",
                        "; print ",
                        "| take 0 //",
                        "externaldata(x:string)[\"https://bad.example\"]",
                        ".drop table SigninLogs",
                        "datetime(",
                        "p_user",
                        "isfuzzy",
                        "@bad.example",
                        "https://",
                        " "),
                Arbitraries.strings().all().ofMaxLength(8),
                Arbitraries.strings().ascii().ofMaxLength(8));
        return piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.of(Bindings.cases());
    }

    @Property(tries = 40)
    void anyStringIsOneTokenWithThatValue(@ForAll @Size(20) List<@From("tricks") String> values) {
        Verdict harmless = withLets(Collections.nCopies(values.size(), "a"));

        Verdict verdict = withLets(values);

        assertThat(verdict.shape()).isEqualTo(harmless.shape());
        assertThat(verdict.strings()).isEqualTo(values);
        assertThat(verdict.diagnostics())
                .extracting(Diagnostic::code)
                .isEqualTo(harmless.diagnostics().stream().map(Diagnostic::code).toList());
    }

    private static Verdict withLets(List<String> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append("let p")
                    .append(i)
                    .append(" = ")
                    .append(KqlLiteral.of(values.get(i)))
                    .append(";\n");
        }
        return MicrosoftTables.parse(Engine.WORKSPACE, text + "SigninLogs | where UserId == p0 | take 1");
    }

    @Property(tries = 200)
    void whatAParameterHoldsIsRefusedOrChangesOneStringOfTheQuery(
            @ForAll("cases") Case of, @ForAll int which, @ForAll("tricks") String value) {
        List<Parameter> parameters = of.investigation().parameters().stream()
                .filter(parameter -> !NO_LITERAL.contains(parameter.type()))
                .toList();
        Parameter parameter = parameters.get(Math.floorMod(which, parameters.size()));
        ObjectNode given = Bindings.examples(of.investigation());

        Binding binding = bind(of, given.put(parameter.name(), value));

        switch (binding) {
            case Unfit unfit ->
                assertThat(unfit.problems())
                        .singleElement()
                        .extracting("pointer")
                        .isEqualTo("/parameters/" + parameter.name());
            case Bound bound -> {
                Verdict reviewed = reviewed(of);
                Verdict verdict = MicrosoftTables.parse(of.engine(), bound.query());
                assertThat(verdict.shape()).isEqualTo(reviewed.shape());
                assertThat(differences(reviewed.strings(), verdict.strings())).hasSizeLessThanOrEqualTo(1);
                if (parameter.type() == ParameterType.TEXT) {
                    assertThat(verdict.strings()).contains(value.strip());
                }
            }
        }
    }

    private static Verdict reviewed(Case of) {
        return MicrosoftTables.parse(of.engine(), ((Bound) bind(of, Bindings.examples(of.investigation()))).query());
    }

    private static List<String> differences(List<String> before, List<String> after) {
        assertThat(after).hasSameSizeAs(before);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                different.add(after.get(i));
            }
        }
        return different;
    }

    private static Binding bind(Case of, ObjectNode parameters) {
        return Binding.of(of.investigation(), parameters, of.engine(), Bindings.WINDOW, Bindings.ROWS);
    }
}
