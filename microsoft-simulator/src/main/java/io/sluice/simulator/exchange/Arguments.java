package io.sluice.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.exchange.Parameter.Choice;
import io.sluice.simulator.exchange.Parameter.Text;
import io.sluice.simulator.exchange.Parameter.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a cmdlet is called with: every value under the documented name of its parameter, and as that parameter takes it.
 */
final class Arguments {

    private final Map<String, Parameter> known;
    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    /** Takes the parameters of a request; PowerShell does not care about the case of their names. */
    Arguments(Map<String, Parameter> known, JsonNode sent) {
        this.known = known;
        for (Map.Entry<String, JsonNode> parameter : sent.properties()) {
            String name = canonical(parameter.getKey());
            Optional<String> wrong = known.getOrDefault(name, new Text(true)).wrong(parameter.getValue());
            if (wrong.isPresent()) {
                throw new CmdletException(
                        ExchangeWording.badValue(name, parameter.getValue().asText(), wrong.get()));
            }
            values.put(name, parameter.getValue());
        }
    }

    private String canonical(String sent) {
        return known.keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).equals(sent.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new CmdletException(ExchangeWording.ambiguousParameters(sent)));
    }

    /** The names of the parameters that are there. */
    Set<String> names() {
        return values.keySet();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The text of a parameter; empty if it is not there. */
    String text(String name) {
        List<String> all = texts(name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    /** The texts of a parameter that takes several. */
    List<String> texts(String name) {
        JsonNode value = values.get(name);
        if (value == null) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(one -> all.add(one.asText()));
        } else {
            all.add(value.asText());
        }
        return all;
    }

    /** The words of a choice as they are documented; empty if it is not there. */
    List<String> words(String name) {
        return known.get(name) instanceof Choice choice
                ? texts(name).stream()
                        .flatMap(word -> choice.meant(word).stream())
                        .toList()
                : texts(name);
    }

    /** Whether a switch is on; empty if nothing is said of it. */
    Optional<Boolean> flag(String name) {
        return has(name) ? Optional.of(text(name).matches("(?i)true|\\$true|1")) : Optional.empty();
    }

    int number(String name, int otherwise) {
        return has(name) ? Integer.parseInt(text(name)) : otherwise;
    }

    Optional<Instant> time(String name) {
        return has(name) ? Time.read(text(name)) : Optional.empty();
    }
}
