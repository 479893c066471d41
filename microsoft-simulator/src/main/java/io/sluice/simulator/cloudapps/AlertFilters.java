package io.sluice.simulator.cloudapps;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.surface.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The filters that are understood: {@code date}, {@code severity}, {@code resolutionStatus} and {@code alertOpen}.
 *
 * @param accepts whether an alert gets through all of them
 * @param refusal the answer to a filter that is not understood
 */
record AlertFilters(Predicate<ShownAlert> accepts, Optional<Answer> refusal) {

    static AlertFilters of(JsonNode filters) {
        List<Predicate<ShownAlert>> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> filter : filters.properties()) {
            for (Map.Entry<String, JsonNode> operator : filter.getValue().properties()) {
                Optional<Predicate<ShownAlert>> one = one(filter.getKey(), operator.getKey(), operator.getValue());
                if (one.isEmpty()) {
                    return new AlertFilters(
                            alert -> false,
                            Optional.of(refused(filter.getKey(), operator.getKey(), operator.getValue())));
                }
                all.add(one.get());
            }
        }
        return new AlertFilters(alert -> all.stream().allMatch(it -> it.test(alert)), Optional.empty());
    }

    private static Optional<Predicate<ShownAlert>> one(String name, String operator, JsonNode value) {
        return switch (name + " " + operator) {
            case "date gte" -> number(value).map(bound -> alert -> AlertJson.date(alert) >= bound);
            case "date lte" -> number(value).map(bound -> alert -> AlertJson.date(alert) <= bound);
            case "date range" ->
                number(value.path("start"))
                        .flatMap(start -> number(value.path("end"))
                                .map(end -> alert -> AlertJson.date(alert) >= start && AlertJson.date(alert) <= end));
            case "severity eq" -> any(value).map(set -> alert -> set.contains((long) AlertJson.severity(alert)));
            case "severity neq" -> any(value).map(set -> alert -> !set.contains((long) AlertJson.severity(alert)));
            case "resolutionStatus eq" ->
                any(value).map(set -> alert -> set.contains((long) AlertJson.resolution(alert)));
            case "resolutionStatus neq" ->
                any(value).map(set -> alert -> !set.contains((long) AlertJson.resolution(alert)));
            case "alertOpen eq" ->
                value.isBoolean()
                        ? Optional.of(alert -> (AlertJson.resolution(alert) == 0) == value.asBoolean())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Long> number(JsonNode value) {
        return value.isIntegralNumber() ? Optional.of(value.asLong()) : Optional.empty();
    }

    private static Optional<List<Long>> any(JsonNode value) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (!one.isIntegralNumber()) {
                return Optional.empty();
            }
            numbers.add(one.asLong());
        }
        return Optional.of(numbers);
    }

    private static Answer refused(String name, String operator, JsonNode value) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error", "Not a valid value for " + name + " " + operator);
        error.put("errorMessageCode", "CONSOLE_FORMS_NOT_VALID_VALUE");
        error.put("errorMessageParams", Map.of("value", value.isValueNode() ? value.asText() : value.toString()));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("filters", List.of(error));
        body.put("error", true);
        return Answer.json(400, body);
    }
}
