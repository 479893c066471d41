package io.sluice.local.investigation;

import java.util.Locale;

/** A language for graphs that other programs draw. */
public enum GraphLanguage {
    /** Mermaid, which wikis and ticket systems draw. */
    MERMAID,
    /** Graphviz. */
    DOT;

    /** Returns the graph of an investigation in this language. */
    public String of(StoredInvestigation investigation) {
        EntityGraph graph = EntityGraph.of(investigation.finding());
        return switch (this) {
            case MERMAID -> MermaidGraph.of(graph);
            case DOT -> DotGraph.of(graph);
        };
    }

    /** Returns the word by which it is asked for. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
