package io.sluice.local.investigation;

import io.sluice.contracts.correlation.Strength;
import io.sluice.local.investigation.EntityGraph.Edge;
import io.sluice.local.investigation.EntityGraph.Finding;
import io.sluice.local.investigation.EntityGraph.Named;
import io.sluice.local.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * The graph in the language of Graphviz. Titles are attackers' words: they only stand in quoted strings, with quotes
 * and backslashes escaped, and ampersands too, because Graphviz knows HTML's entities there.
 */
final class DotGraph {

    private static final int LONGEST_TEXT = 80;

    private DotGraph() {}

    static String of(EntityGraph graph) {
        StringBuilder text = new StringBuilder("""
                graph investigation {
                    graph [rankdir=LR, charset="UTF-8"];
                    node [fontname="Helvetica", fontsize=10, style=filled];
                """);
        for (Finding finding : graph.findings()) {
            text.append("    F%d [shape=box, fillcolor=\"%s\", label=\"%s\"];\n"
                    .formatted(
                            finding.number(),
                            finding.kind().equals("alert") ? "#fde8e8" : "#fef6e0",
                            lines(finding.kind() + " " + finding.number(), finding.title(), finding.product())));
        }
        for (Named entity : graph.entities()) {
            text.append("    E%d [shape=ellipse, fillcolor=\"#eef4ff\", label=\"%s\"];\n"
                    .formatted(entity.number(), lines(entity.kind(), entity.text(), "")));
        }
        for (Edge edge : graph.edges()) {
            text.append("    F%d -- E%d [%s];\n".formatted(edge.finding(), edge.entity(), style(edge.strength())));
        }
        return text.append("}\n").toString();
    }

    private static String style(@Nullable Strength strength) {
        return switch (strength) {
            case STRONG -> "style=bold";
            case MEDIUM -> "style=solid";
            case WEAK -> "style=dashed";
            case null -> "style=dotted";
        };
    }

    private static String lines(String kind, String text, String product) {
        return escaped(kind) + "\\n" + escaped(text) + (product.isEmpty() ? "" : "\\n" + escaped(product));
    }

    private static String escaped(String text) {
        return Printable.cut(text, LONGEST_TEXT)
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("&", "&amp;");
    }
}
