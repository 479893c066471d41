package io.sluice.connections.trial;

import io.sluice.microsoft.cloud.Surface;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What answers of the Defender XDR and the Defender for Endpoint API mean: one error object for both (Microsoft Learn:
 * "Common Microsoft Defender XDR REST API error codes", "Common REST API error codes" of Defender for Endpoint).
 */
final class DefenderAnswer {

    /** How a refusal names the permissions of which one is enough. */
    private static final Pattern PERMISSIONS =
            Pattern.compile("permissions? \\(([A-Za-z]+(?:\\.[A-Za-z]+)+(?:, ?[A-Za-z]+(?:\\.[A-Za-z]+)+){0,20})\\)");

    private DefenderAnswer() {}

    static Meaning of(Answer answer, Asked asked) {
        @Nullable String code = answer.code(answer.error().path("code"));
        return switch (code == null ? "" : code) {
            case "Forbidden" -> Meaning.bad(code, denied(answer, asked), asked.grant());
            case "DisabledFeature" ->
                Meaning.bad(
                        code,
                        "The feature is switched off in the tenant.",
                        "Switch it on: Microsoft Defender portal, Settings, Endpoints, Advanced features.");
            case "DisallowedOperation" ->
                Meaning.bad(
                        code,
                        asked.api() + " does not allow the operation to this application.",
                        "Check in the Microsoft Defender portal, Settings, that nothing restricts access by API. "
                                + asked.grant());
            case "NotFound", "ResourceNotFound" -> notFound(asked, code);
            case "TooManyRequests" -> AnyAnswer.throttled(answer, asked, code);
            case "BadRequest",
                    "ODataError",
                    "InvalidInput",
                    "InvalidRequestBody",
                    "MissingRequiredParameter",
                    "MaximumBatchSizeExceeded",
                    "InvalidHashValue",
                    "InvalidDomainName",
                    "InvalidIpAddress",
                    "InvalidUrl",
                    "OsPlatformNotSupported",
                    "ClientVersionNotSupported",
                    "ActiveRequestAlreadyExists" ->
                Meaning.bad(code, asked.api() + " does not accept the request.", asked.report());
            case "InternalServerError" -> Meaning.bad(code, "The fault is on Microsoft's side.", Asked.LATER);
            default -> answer.status() == 404 ? notFound(asked, code) : AnyAnswer.status(answer, asked, code);
        };
    }

    private static String denied(Answer answer, Asked asked) {
        Matcher named = PERMISSIONS.matcher(answer.error().path("message").asText(""));
        return named.find()
                ? asked.api() + " denies access: the application has none of the permissions " + named.group(1) + "."
                : asked.api() + " denies access: a permission is missing, or consent was not granted.";
    }

    /** Devices that report nothing any more are "not found"; of incidents there is always a list. */
    private static Meaning notFound(Asked asked, @Nullable String code) {
        return asked.access().surface() == Surface.ENDPOINT
                ? Meaning.noted(
                        code,
                        "Access is granted, but no device has reported to Defender for Endpoint recently.",
                        "Onboard a device to Microsoft Defender for Endpoint, if this tenant should have some.")
                : Meaning.bad(
                        code,
                        asked.api() + " does not know what was asked for.",
                        "Open the Microsoft Defender portal once, so that Defender XDR is set up in the tenant; and check"
                                + " the connection's base URL and cloud.");
    }
}
