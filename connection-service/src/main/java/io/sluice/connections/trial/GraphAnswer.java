package io.sluice.connections.trial;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What answers of Microsoft Graph mean (Microsoft Learn: "Microsoft Graph error responses and resource types"). Its
 * security service can leave the code empty.
 */
final class GraphAnswer {

    private GraphAnswer() {}

    static Meaning of(Answer answer, Asked asked) {
        @Nullable String code = answer.code(answer.error().path("code"));
        return switch (code == null ? "" : code) {
            case "InvalidAuthenticationToken" -> Meaning.bad(code, token(answer), tokenRemedy(asked));
            case "Authorization_RequestDenied", "Forbidden", "Authentication_MSGraphPermissionMissing" ->
                AnyAnswer.status(answer, asked, code);
            case "Authorization_IdentityNotFound" ->
                Meaning.bad(
                        code,
                        "Microsoft Graph does not find the application's service principal in the tenant.",
                        "Have an administrator of the tenant " + asked.details().tenantId()
                                + " grant admin consent to the application, which creates it.");
            case "Authentication_RequestFromNonPremiumTenantOrB2CTenant" ->
                Meaning.bad(
                        code,
                        "The tenant has no licence of Microsoft Entra ID P1, which sign-ins want.",
                        "License Microsoft Entra ID P1 in the tenant, or switch the capability off.");
            case "Request_ResourceNotFound", "ResourceNotFound", "itemNotFound" ->
                Meaning.bad(
                        code,
                        "Microsoft Graph does not know what was asked for.",
                        "Check the connection's cloud; the tenant may not be licensed for the product.");
            case "BadRequest", "Request_BadRequest", "invalidRequest" ->
                Meaning.bad(code, "Microsoft Graph does not accept the request.", asked.report());
            case "TooManyRequests", "activityLimitReached" -> AnyAnswer.throttled(answer, asked, code);
            default -> byStatus(answer, asked, code);
        };
    }

    private static Meaning byStatus(Answer answer, Asked asked, @Nullable String code) {
        if (answer.status() == 206) {
            return Meaning.noted(
                    code,
                    "Microsoft Graph answers in part: a product behind it did not answer.",
                    "Test again in a few minutes.");
        }
        if (answer.status() == 401) {
            return Meaning.bad(code, token(answer), tokenRemedy(asked));
        }
        return AnyAnswer.status(answer, asked, code);
    }

    private static String token(Answer answer) {
        String text = answer.error().path("message").asText("").toLowerCase(Locale.ROOT);
        String why = text.contains("audience")
                ? "it is meant for somebody else"
                : text.contains("expired") || text.contains("lifetime")
                        ? "it is outside its lifetime, so a clock may be wrong"
                        : "it is invalid or expired";
        return "Microsoft Graph refuses the access token: " + why + ".";
    }

    private static String tokenRemedy(Asked asked) {
        return "Check the connection's cloud, " + asked.details().cloud().word()
                + ", and the clock of the machine that runs connection-service; then test again with a new token.";
    }
}
