package io.sluice.connections.trial;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What answers of the Log Analytics query API mean (Microsoft Learn: "Azure Monitor Log Analytics API errors"). Errors
 * are nested, the innermost says most; and three answers with a success's status are none: nothing at all, no content,
 * and a part of a result.
 */
final class LogAnalyticsAnswer {

    private LogAnalyticsAnswer() {}

    static Meaning of(Answer answer, Asked asked) {
        List<String> codes = codes(answer);
        @Nullable String code = codes.isEmpty() ? null : String.join("/", codes);
        for (String each : codes.reversed()) {
            @Nullable Meaning known = known(each, answer, asked);
            if (known != null) {
                return known.coded(code);
            }
        }
        return byStatus(answer, asked, code);
    }

    private static @Nullable Meaning known(String code, Answer answer, Asked asked) {
        String workspace = "the workspace "
                + Objects.requireNonNull(asked.details().capabilities().sentinel(), "asked for Sentinel")
                        .workspaceId();
        return switch (code) {
            case "UnauthorizedClient", "InsufficientAccessError" ->
                Meaning.bad(
                        code,
                        "The application may not query " + workspace + ".",
                        asked.hasPermissions() || asked.claims().isEmpty() ? asked.roles() : asked.grant());
            case "SemanticError" ->
                Meaning.bad(
                        code,
                        "A table of Microsoft Sentinel is not in " + workspace + ".",
                        "Switch Microsoft Sentinel on for the workspace and connect a source of incidents; check that"
                                + " workspaceId is that of the right workspace.");
            case "SyntaxError", "BadArgumentError" ->
                Meaning.bad(code, "Log Analytics does not understand the query.", asked.report());
            case "AuthenticationFailed" ->
                Meaning.bad(
                        code,
                        "The call reached Log Analytics without an access token, or with one that it cannot read.",
                        "Let no proxy take the header Authorization away, and test again.");
            case "InvalidAuthenticationTokenAudience" ->
                Meaning.bad(
                        code,
                        "The access token is not meant for Log Analytics.",
                        "Check the connection's cloud, "
                                + asked.details().cloud().word()
                                + ", and its own base URL of logAnalytics, if it has one.");
            case "InvalidAuthenticationToken", "InvalidTokenError" ->
                Meaning.bad(
                        code,
                        "Log Analytics refuses the access token: it is invalid or expired.",
                        "Check the connection's cloud and the clock of the machine that runs connection-service; then"
                                + " test again.");
            case "PathNotFoundError", "WorkspaceNotFoundError", "FailedToResolveResource", "WorkspaceNotPlacedError" ->
                Meaning.bad(
                        code,
                        "Log Analytics does not know " + workspace + ".",
                        "Copy workspaceId from the Log Analytics workspace, Overview, Workspace ID: a GUID, not the"
                                + " workspace's name. Check the connection's cloud.");
            case "TooManyRequests", "ThrottledError" -> AnyAnswer.throttled(answer, asked, code);
            case "GatewayTimeout", "QueryTimeout" ->
                Meaning.bad(code, "The query took Log Analytics too long.", Asked.LATER);
            case "PartialError", "PartialQueryFailure", "EngineError" ->
                Meaning.bad(code, "Log Analytics answered a part of the query only.", Asked.LATER);
            default -> null;
        };
    }

    private static Meaning byStatus(Answer answer, Asked asked, @Nullable String code) {
        if (answer.status() == 204) {
            return Meaning.bad(
                    code,
                    "The workspace has no data at all.",
                    "Check that workspaceId is that of the right workspace, and that Microsoft Sentinel is switched on and"
                            + " has a source connected.");
        }
        if (answer.status() == 200 && answer.text().isBlank()) {
            return Meaning.bad(
                    code,
                    "Log Analytics answered nothing, as it does where the query did not reach it.",
                    "Let no proxy take the body or the header Content-Type of calls away.");
        }
        if (answer.status() == 403 || answer.status() == 401) {
            return AnyAnswer.status(answer, asked, code);
        }
        if (answer.status() == 200
                && answer.saysJson()
                && answer.json().isObject()
                && !answer.json().path("tables").isArray()) {
            return Meaning.bad(code, "The answer of Log Analytics holds no table.", asked.report());
        }
        return AnyAnswer.status(answer, asked, code);
    }

    /** Returns the error's codes from the outermost to the innermost. */
    private static List<String> codes(Answer answer) {
        List<String> codes = new ArrayList<>();
        JsonNode error = answer.error();
        for (int depth = 0; depth < 8 && error.isObject(); depth++) {
            String code = answer.code(error.path("code"));
            if (code != null && !codes.contains(code)) {
                codes.add(code);
            }
            JsonNode inner = error.path("innererror");
            error = inner.isObject() ? inner : error.path("details").path(0);
        }
        return codes;
    }
}
