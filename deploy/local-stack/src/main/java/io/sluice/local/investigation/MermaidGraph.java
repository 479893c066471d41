package io.sluice.local.investigation;

import io.sluice.contracts.correlation.Strength;
import io.sluice.local.investigation.EntityGraph.Edge;
import io.sluice.local.investigation.EntityGraph.Finding;
import io.sluice.local.investigation.EntityGraph.Named;
import io.sluice.local.text.Printable;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The graph as a flowchart of Mermaid. Titles are attackers' words: of them only letters, digits and a few marks stand
 * as they are, everything else as Mermaid's entity codes ({@code #34;}), so that no text can end its label, begin a
 * link or an element of HTML, or be taken for Markdown.
 */
final class MermaidGraph {

    /** Mermaid draws at most 500 edges and 50,000 characters, unless a page allows more. */
    private static final int MOST_EDGES = 300;

    private static final int LONGEST_TEXT = 60;

    private MermaidGraph() {}

    static String of(EntityGraph graph) {
        List<Edge> edges = graph.edges().stream()
                .sorted(Comparator.comparing(Edge::strength, Comparator.nullsLast(Comparator.naturalOrder())))
                .limit(MOST_EDGES)
                .toList();
        Set<Integer> findings = edges.stream().map(Edge::finding).collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> entities = edges.stream().map(Edge::entity).collect(Collectors.toCollection(TreeSet::new));
        boolean whole = edges.size() == graph.edges().size();
        StringBuilder text = new StringBuilder("flowchart LR\n");
        for (Finding finding : graph.findings()) {
            if (whole || findings.contains(finding.number())) {
                text.append("    F%d[\"%s\"]:::%s\n"
                        .formatted(
                                finding.number(),
                                lines(finding.kind() + " " + finding.number(), finding.title(), finding.product()),
                                finding.kind().equals("alert") ? "alert" : "other"));
            }
        }
        for (Named entity : graph.entities()) {
            if (whole || entities.contains(entity.number())) {
                text.append("    E%d([\"%s\"]):::entity\n"
                        .formatted(entity.number(), lines(entity.kind(), entity.text(), "")));
            }
        }
        for (Edge edge : edges) {
            text.append("    F%d %s E%d\n".formatted(edge.finding(), line(edge.strength()), edge.entity()));
        }
        text.append("    classDef alert fill:#fde8e8,stroke:#b42318,color:#111111\n");
        text.append("    classDef other fill:#fef6e0,stroke:#b54708,color:#111111\n");
        text.append("    classDef entity fill:#eef4ff,stroke:#3538cd,color:#111111\n");
        if (!whole) {
            text.append("    %%%% %d edges are left out; --graph dot has all of them\n"
                    .formatted(graph.edges().size() - edges.size()));
        }
        return text.toString();
    }

    private static String line(@Nullable Strength strength) {
        return switch (strength) {
            case STRONG -> "===";
            case MEDIUM -> "---";
            case WEAK -> "-.-";
            case null -> "-.-";
        };
    }

    private static String lines(String kind, String text, String product) {
        return escaped(kind) + "<br/>" + escaped(text) + (product.isEmpty() ? "" : "<br/>" + escaped(product));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        Printable.cut(text, LONGEST_TEXT).codePoints().forEach(character -> {
            if (Character.isLetterOrDigit(character) || " .,:@-/".indexOf(character) >= 0) {
                escaped.appendCodePoint(character);
            } else {
                escaped.append('#').append(character).append(';');
            }
        });
        return escaped.toString();
    }
}
