package io.sluice.enrichment.investigation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.correlation.FollowUp;
import io.sluice.contracts.correlation.TimelineEntry;
import io.sluice.enrichment.followup.FollowUpRule;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The moments that answers tell of: sign-ins and clicks. */
final class Moments {

    private static final String TIME = "TimeGenerated";

    private Moments() {}

    static Stream<TimelineEntry> ofAnswers(List<FollowUp> answers) {
        return answers.stream().flatMap(answer -> {
            if (answer.rule().equals(FollowUpRule.SIGNINS_OF_USER.word())) {
                return answer.items().stream().flatMap(row -> moment(answer, row, signIn(row)).stream());
            }
            if (answer.rule().equals(FollowUpRule.CLICKS_ON_URL.word())) {
                return answer.items().stream().flatMap(row -> moment(answer, row, click(row)).stream());
            }
            return Stream.empty();
        });
    }

    private static String signIn(JsonNode row) {
        String place = Stream.of("City", "Country")
                .map(column -> row.path(column).asText(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        String outcome = row.path("ErrorCode").asText("0").equals("0")
                ? "succeeded"
                : "failed: " + row.path("Reason").asText(row.path("ErrorCode").asText());
        return "Sign-in of " + row.path("User").asText("somebody") + " to "
                + row.path("Application").asText("an application") + " from "
                + row.path("IPAddress").asText("an unknown address") + (place.isEmpty() ? "" : " (" + place + ")")
                + " " + outcome;
    }

    private static String click(JsonNode row) {
        return row.path("User").asText("Somebody") + " clicked on "
                + row.path("Url").asText("a link") + ": " + row.path("Action").asText("unknown outcome");
    }

    private static Optional<TimelineEntry> moment(FollowUp answer, JsonNode row, String what) {
        try {
            return Optional.of(new TimelineEntry(
                    Instant.parse(row.path(TIME).asText()),
                    "answer",
                    answer.requestId(),
                    what,
                    null,
                    null,
                    List.of(answer.entity())));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
