package io.sluice.connections.trial;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What answers of the Defender for Cloud Apps API mean. Its errors are no error document: a refused filter is an object
 * with {@code error: true}, the rest is a status (Microsoft Learn: "Defender for Cloud Apps REST API").
 */
final class CloudAppsAnswer {

    private CloudAppsAnswer() {}

    static Meaning of(Answer answer, Asked asked) {
        JsonNode json = answer.json();
        @Nullable String code = answer.code(json.path("filters").path(0).path("errorMessageCode"));
        if (json.path("error").asBoolean(false) && answer.status() < 500) {
            return Meaning.bad(code, "Defender for Cloud Apps does not accept the request.", asked.report());
        }
        return switch (answer.status()) {
            case 401 ->
                Meaning.bad(
                        code,
                        "Defender for Cloud Apps refuses the access token: the address is that of another tenant, or the"
                                + " token is not good.",
                        "Copy capabilities.cloudApps.portalUrl from the Microsoft Defender portal, Settings, Cloud Apps,"
                                + " About; check tenantId and cloud. " + asked.grant());
            case 404 ->
                Meaning.bad(
                        code,
                        "There is no Defender for Cloud Apps API at this address.",
                        "Copy capabilities.cloudApps.portalUrl from the Microsoft Defender portal, Settings, Cloud Apps,"
                                + " About, and check that the tenant is licensed.");
            case 200 ->
                answer.saysJson() && json.isObject() && !json.path("data").isArray()
                        ? Meaning.bad(code, "The answer of Defender for Cloud Apps holds no list.", asked.report())
                        : AnyAnswer.status(answer, asked, code);
            default -> AnyAnswer.status(answer, asked, code);
        };
    }
}
