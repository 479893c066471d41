package io.sluice.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What values a parameter of a cmdlet can have. Every kind says what is wrong with a value, or nothing. */
sealed interface Parameter {

    /** What is wrong with a value, in the words of PowerShell; empty if nothing is. */
    Optional<String> wrong(JsonNode value);

    /** Any text, or several where lists are taken. */
    record Text(boolean several) implements Parameter {
        @Override
        public Optional<String> wrong(JsonNode value) {
            if (several && value.isArray()) {
                for (JsonNode one : value) {
                    if (!one.isValueNode()) {
                        return Optional.of("Only strings can be in the list.");
                    }
                }
                return Optional.empty();
            }
            return value.isValueNode() && !value.isNull()
                    ? Optional.empty()
                    : Optional.of("Cannot convert it to type \"System.String\".");
        }
    }

    /** True or false, also a switch. */
    record Flag() implements Parameter {
        @Override
        public Optional<String> wrong(JsonNode value) {
            return value.isBoolean() || value.asText().matches("(?i)true|false|\\$true|\\$false|0|1")
                    ? Optional.empty()
                    : Optional.of("Cannot convert it to type \"System.Boolean\".");
        }
    }

    /** A whole number. */
    record Count(int least, int most) implements Parameter {
        @Override
        public Optional<String> wrong(JsonNode value) {
            if (!value.asText().matches("-?\\d{1,9}")) {
                return Optional.of("Cannot convert it to type \"System.Int32\".");
            }
            int number = Integer.parseInt(value.asText());
            return number < least || number > most
                    ? Optional.of("The value must be between " + least + " and " + most + ".")
                    : Optional.empty();
        }
    }

    /** A time in ISO 8601; without an offset it is UTC. */
    record Time() implements Parameter {
        @Override
        public Optional<String> wrong(JsonNode value) {
            return value.isTextual() && read(value.asText()).isPresent()
                    ? Optional.empty()
                    : Optional.of("Cannot convert it to type \"System.DateTime\".");
        }

        static Optional<Instant> read(String text) {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException e) {
                try {
                    return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
                } catch (DateTimeParseException again) {
                    return Optional.empty();
                }
            }
        }
    }

    /** One of some words, or the beginning of only one; several where lists are taken. */
    record Choice(List<String> members, boolean several) implements Parameter {
        @Override
        public Optional<String> wrong(JsonNode value) {
            Iterable<JsonNode> all = several && value.isArray() ? value : List.of(value);
            for (JsonNode one : all) {
                if (!one.isTextual() || meant(one.asText()).isEmpty()) {
                    return Optional.of("Unable to match the identifier name to a valid enumerator name. Specify one of"
                            + " the following enumerator names and try again: " + String.join(", ", members));
                }
            }
            return Optional.empty();
        }

        /** The member that a word, or the beginning of one, means; empty if none, or not one alone. */
        Optional<String> meant(String word) {
            String lower = word.toLowerCase(Locale.ROOT);
            List<String> begun = members.stream()
                    .filter(member ->
                            !lower.isEmpty() && member.toLowerCase(Locale.ROOT).startsWith(lower))
                    .toList();
            return begun.stream()
                    .filter(member -> member.equalsIgnoreCase(word))
                    .findFirst()
                    .or(() -> begun.size() == 1 ? Optional.of(begun.getFirst()) : Optional.empty());
        }
    }
}
