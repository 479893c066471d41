package io.sluice.simulator.kql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.kql.Functions.Takes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists and bags. */
final class DynamicFunctions {

    private DynamicFunctions() {}

    static void define() {
        Functions.addAll(Type.DYNAMIC, Takes.ANY, 2, DynamicFunctions::bag, "bag_pack", "pack", "pack_dictionary");
        Functions.addAll(Type.DYNAMIC, Takes.ANY, 0, DynamicFunctions::list, "pack_array");
        Functions.add(
                Type.LONG,
                Takes.JSON,
                it -> node(it, 0).isArray() ? (Object) (long) node(it, 0).size() : null,
                "array_length");
        Functions.addAll(Type.DYNAMIC, Takes.JSON, 1, DynamicFunctions::concat, "array_concat");
        Functions.add(
                Type.BOOL,
                List.of(Takes.JSON, Takes.ANY),
                2,
                it -> node(it, 0).isArray() && index(node(it, 0), it[1]) >= 0,
                "set_has_element");
        Functions.add(
                Type.LONG,
                List.of(Takes.JSON, Takes.ANY),
                2,
                it -> node(it, 0).isArray() ? (Object) index(node(it, 0), it[1]) : null,
                "array_index_of");
        Functions.add(
                Type.STRING,
                List.of(Takes.JSON, Takes.TEXT),
                2,
                it -> joined(node(it, 0), (String) NumberFunctions.require(it[1])),
                "strcat_array");
        Functions.add(
                Type.DYNAMIC, List.of(Takes.JSON, Takes.WHOLE, Takes.WHOLE), 3, DynamicFunctions::slice, "array_slice");
        Functions.add(Type.DYNAMIC, Takes.JSON, DynamicFunctions::keys, "bag_keys");
        Functions.add(
                Type.BOOL,
                List.of(Takes.JSON, Takes.TEXT),
                2,
                it -> node(it, 0).isObject() ? (Object) node(it, 0).has((String) NumberFunctions.require(it[1])) : null,
                "bag_has_key");
        Functions.addAll(Type.DYNAMIC, Takes.JSON, 2, DynamicFunctions::merged, "bag_merge");
        Functions.addAll(Type.DYNAMIC, Takes.JSON, 2, DynamicFunctions::union, "set_union");
        Functions.addAll(Type.DYNAMIC, Takes.JSON, 2, it -> filtered(it, true), "set_intersect");
        Functions.addAll(Type.DYNAMIC, Takes.JSON, 2, it -> filtered(it, false), "set_difference");
        Functions.add(Type.DYNAMIC, Takes.JSON, it -> reversed(node(it, 0)), "array_reverse");
    }

    private static JsonNode node(@Nullable Object[] arguments, int index) {
        return (JsonNode) NumberFunctions.require(arguments[index]);
    }

    private static String joined(JsonNode list, String delimiter) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            text.append(i == 0 ? "" : delimiter).append(Texts.of(Dynamics.orNull(list.get(i))));
            if (text.length() > Run.LARGEST) {
                throw KqlException.tooLarge();
            }
        }
        return text.toString();
    }

    private static ObjectNode bag(@Nullable Object[] arguments) {
        if (arguments.length % 2 != 0) {
            throw Functions.count("bag_pack", arguments.length + 1, arguments.length + 1);
        }
        ObjectNode bag = Dynamics.bag();
        for (int i = 0; i < arguments.length; i += 2) {
            bag.set(Texts.of(arguments[i]), Dynamics.of(arguments[i + 1]));
        }
        return bag;
    }

    private static ArrayNode list(@Nullable Object[] arguments) {
        ArrayNode list = Dynamics.array();
        for (Object argument : arguments) {
            list.add(Dynamics.of(argument));
        }
        return list;
    }

    private static @Nullable Object concat(@Nullable Object[] arguments) {
        ArrayNode all = Dynamics.array();
        for (Object argument : arguments) {
            if (!(argument instanceof ArrayNode array)) {
                return null;
            }
            all.addAll(array);
        }
        return all;
    }

    private static long index(JsonNode list, @Nullable Object value) {
        JsonNode wanted = Dynamics.of(value);
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).equals(wanted)
                    || (value != null && !(value instanceof JsonNode) && Operators.same(list.get(i), value))) {
                return i;
            }
            if (wanted.isNumber()
                    && list.get(i).isNumber()
                    && wanted.decimalValue().compareTo(list.get(i).decimalValue()) == 0) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Object slice(@Nullable Object[] it) {
        if (!node(it, 0).isArray()) {
            return null;
        }
        int size = node(it, 0).size();
        long from = NumberFunctions.whole(it, 1);
        long to = NumberFunctions.whole(it, 2);
        long first = Math.max(0, from < 0 ? size + from : from);
        long last = Math.min(size - 1L, to < 0 ? size + to : to);
        ArrayNode part = Dynamics.array();
        for (long i = first; i <= last; i++) {
            part.add(node(it, 0).get((int) i));
        }
        return part;
    }

    private static @Nullable Object keys(@Nullable Object[] it) {
        if (!node(it, 0).isObject()) {
            return null;
        }
        ArrayNode keys = Dynamics.array();
        node(it, 0).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static @Nullable Object merged(@Nullable Object[] it) {
        ObjectNode bag = Dynamics.bag();
        for (Object one : it) {
            if (one instanceof ObjectNode other) {
                // The first one that has a key wins.
                other.properties().forEach(member -> {
                    if (!bag.has(member.getKey())) {
                        bag.set(member.getKey(), member.getValue());
                    }
                });
            } else if (one != null) {
                return null;
            }
        }
        return bag;
    }

    private static @Nullable Object union(@Nullable Object[] it) {
        Set<JsonNode> all = new LinkedHashSet<>();
        for (Object one : it) {
            if (!(one instanceof ArrayNode array)) {
                return null;
            }
            array.forEach(all::add);
        }
        return Dynamics.array().addAll(all);
    }

    private static @Nullable Object filtered(@Nullable Object[] it, boolean common) {
        Set<JsonNode> rest = new LinkedHashSet<>();
        for (int i = 0; i < it.length; i++) {
            if (!(it[i] instanceof ArrayNode array)) {
                return null;
            }
            Set<JsonNode> own = new LinkedHashSet<>();
            array.forEach(own::add);
            if (i == 0) {
                rest.addAll(own);
            } else if (common) {
                rest.retainAll(own);
            } else {
                rest.removeAll(own);
            }
        }
        return Dynamics.array().addAll(rest);
    }

    private static @Nullable Object reversed(JsonNode list) {
        if (!list.isArray()) {
            return null;
        }
        ArrayNode reversed = Dynamics.array();
        for (int i = list.size() - 1; i >= 0; i--) {
            reversed.add(list.get(i));
        }
        return reversed;
    }
}
