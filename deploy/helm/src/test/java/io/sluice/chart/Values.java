package io.sluice.chart;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Values as Helm puts them together. */
final class Values {

    private Values() {}

    /** Puts values over others, object by object, and returns those. */
    static ObjectNode merged(ObjectNode into, ObjectNode over) {
        over.properties().forEach(member -> {
            if (into.get(member.getKey()) instanceof ObjectNode before && member.getValue() instanceof ObjectNode now) {
                merged(before, now);
            } else {
                into.set(member.getKey(), member.getValue());
            }
        });
        return into;
    }
}
