package io.sluice.local.command.connections;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.StringJoiner;

/** The report of a connection test, for people. */
final class TestReport {

    private TestReport() {}

    static void print(PrintWriter out, JsonNode report) {
        out.printf(
                "%s: %s%n",
                report.path("verdict").asText(), report.path("summary").asText());
        for (JsonNode capability : report.path("capabilities")) {
            out.printf(
                    "%n%-28s %s%n",
                    capability.path("caption").asText(),
                    capability.path("verdict").asText());
            capability.path("accesses").forEach(access -> access(out, access));
        }
        if (report.hasNonNull("signIn")) {
            token(out, report.path("signIn"));
        }
        list(out, "Warnings", report.path("warnings"));
        list(out, "What to do", report.path("remedies"));
    }

    private static void access(PrintWriter out, JsonNode access) {
        out.printf(
                "  %-26s %s%n",
                access.path("caption").asText(), access.path("verdict").asText());
        if (access.hasNonNull("problem")) {
            out.println("    " + access.at("/problem/meaning").asText());
            return;
        }
        token(out, access.path("token"));
        JsonNode permissions = access.path("permissions");
        permissions
                .path("missing")
                .forEach(missing -> out.println(
                        "    missing permission " + missing.path("name").asText()));
        permissions.path("excessive").forEach(excessive -> out.println("    not needed: " + excessive.asText()));
        for (JsonNode role : access.path("roles")) {
            if (role.path("state").asText().equals("not-in-token")) {
                out.println("    missing role: " + joined(role.path("anyOf"), " or "));
            }
        }
        for (JsonNode probe : access.path("probes")) {
            out.printf(
                    "    %-8s %s%s%n",
                    probe.path("outcome").asText(), probe.path("request").asText(), evidence(probe.path("evidence")));
        }
    }

    private static void token(PrintWriter out, JsonNode token) {
        out.printf(
                "    token %s%s%s%n",
                token.path("outcome").asText(),
                token.at("/credential/kind").isTextual()
                        ? " with the " + token.at("/credential/kind").asText()
                        : "",
                token.hasNonNull("evidence") ? evidence(token.path("evidence")) : "");
    }

    private static String evidence(JsonNode evidence) {
        StringJoiner facts = new StringJoiner(", ", " (", ")").setEmptyValue("");
        if (evidence.hasNonNull("status")) {
            facts.add("HTTP " + evidence.path("status").asText());
        }
        if (evidence.hasNonNull("code")) {
            facts.add(evidence.path("code").asText());
        }
        if (evidence.hasNonNull("correlationId")) {
            facts.add("correlation id " + evidence.path("correlationId").asText());
        }
        return facts + ": " + evidence.path("meaning").asText();
    }

    private static void list(PrintWriter out, String title, JsonNode lines) {
        if (!lines.isEmpty()) {
            out.println();
            out.println(title + ":");
            lines.forEach(line -> out.println("  - " + line.asText()));
        }
    }

    private static String joined(JsonNode words, String glue) {
        StringJoiner joined = new StringJoiner(glue);
        words.forEach(word -> joined.add(word.asText()));
        return joined.toString();
    }
}
