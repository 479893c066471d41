package io.sluice.local.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.UserError;
import io.sluice.local.text.Printable;
import java.util.StringJoiner;

/** What an answer says when it is none. All of it is printable. */
public final class Complaint {

    private Complaint() {}

    /**
     * Lets a last record pass that says that the request is answered.
     *
     * @throws UserError if the request was rejected or failed: says why, and what to do
     */
    public static void checked(JsonNode last) {
        switch (last.path("status").asText()) {
            case "completed" -> {}
            case "rejected" -> throw new UserError(rejection(last.path("problems")));
            default -> throw new UserError("The request failed: " + failure(last.path("error")));
        }
    }

    /** Returns why something failed, and what to do. */
    public static String failure(JsonNode error) {
        String code = error.path("code").asText();
        String remedy = error.path("remedy").asText();
        return Printable.of(error.path("message").asText()
                + (code.isEmpty() ? "" : " (" + code + ")")
                + (remedy.isEmpty() ? "" : " What to do: " + remedy));
    }

    private static String rejection(JsonNode problems) {
        StringJoiner text = new StringJoiner(System.lineSeparator());
        text.add("The request was rejected:");
        for (JsonNode problem : problems) {
            text.add(Printable.of("  " + problem.path("pointer").asText() + " "
                    + problem.path("message").asText()));
        }
        return text.toString();
    }
}
