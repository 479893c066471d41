package io.sluice.quarantine.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.exchange.ExchangeFault;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.http.Refusal;
import io.sluice.microsoft.http.RefusalReader;
import io.sluice.microsoft.http.RetryAfter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what a refusal of a cmdlet means. Of Exchange's words only the name of the exception is handed on: the text
 * quotes what was asked.
 *
 * @param cmdlet what was called
 */
record CmdletRefusals(Cmdlet cmdlet) implements RefusalReader {

    /** The code of a cmdlet that Exchange says it does not have: a role that is missing, or a moment's weakness. */
    static final String UNKNOWN_CMDLET = "CommandNotFoundException";

    /** How long to leave a tenant alone that throttles without saying how long (three seconds in other clients). */
    private static final Duration THROTTLED_FOR = Duration.ofSeconds(3);

    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");

    /** No answer's text is longer that is looked into for its words. */
    private static final int MAX_TEXT = 64 * 1024;

    private static final String PERMISSION = "Exchange.ManageAsApp";

    @Override
    public MicrosoftFailure failure(Refusal refusal, Instant now) {
        return failure(refusal, error(refusal.body()), now);
    }

    /** Returns the failure that an error document is which came in this answer. */
    MicrosoftFailure failure(Refusal refusal, JsonNode error, Instant now) {
        ExchangeFault fault = ExchangeFault.of(error);
        String code = code(fault, error);
        String details = "(" + cmdlet.word() + ", HTTP " + refusal.status() + (code == null ? "" : ", " + code) + ").";
        if (isThrottled(refusal)) {
            return new Throttled(
                    "Exchange Online throttles this tenant " + details,
                    RetryAfter.of(refusal.header("Retry-After"), "", now, THROTTLED_FOR));
        }
        if (refusal.status() == 401) {
            return unauthorized(fault, code, details);
        }
        if (refusal.status() == 403) {
            return forbidden(refusal, code, details);
        }
        if (fault.isPassing()) {
            return busy(refusal, "Exchange Online has a passing fault " + details, now);
        }
        return switch (fault.exception()) {
            case UNKNOWN_CMDLET ->
                new Forbidden(
                        "Exchange Online does not offer " + cmdlet.word()
                                + " to this application: its role does not include it " + details,
                        UNKNOWN_CMDLET,
                        cmdlet.remedy());
            case "ManagementObjectNotFoundException" ->
                new NotFound("Exchange Online does not find what was asked for, or not any more " + details);
            default -> byStatus(refusal, code, details, now);
        };
    }

    private static boolean isThrottled(Refusal refusal) {
        byte[] body = refusal.body();
        return refusal.status() == 429
                || ExchangeFault.isTooManyAtOnce(new String(body, 0, Math.min(body.length, MAX_TEXT), UTF_8));
    }

    private MicrosoftFailure unauthorized(ExchangeFault fault, @Nullable String code, String details) {
        if (fault.text().toLowerCase(Locale.ROOT).contains("is not allowed to call")) {
            return new Forbidden(
                    "The application's role does not include " + cmdlet.word() + " " + details, code, cmdlet.remedy());
        }
        return new Unauthenticated(
                "Exchange Online refuses the access token: it has not the permission " + PERMISSION
                        + ", or is meant for another tenant or cloud " + details,
                code,
                "Give the application the permission " + PERMISSION
                        + " of 'Office 365 Exchange Online' and grant admin consent; check the connection's tenant and"
                        + " cloud.");
    }

    private Forbidden forbidden(Refusal refusal, @Nullable String code, String details) {
        if (!refusal.isBlank()) {
            return new Forbidden("Exchange Online denies access " + details, code, cmdlet.remedy());
        }
        String what = "Exchange Online denies access without a word, as it does where the application has no directory"
                + " role, or one that does not include " + cmdlet.word() + " ";
        boolean isOfLookAlike = refusal.body().length == 0 && refusal.header("x-ms-diagnostics") == null;
        return new Forbidden(
                what + details,
                code,
                cmdlet.remedy()
                        + (isOfLookAlike
                                ? " Check also that its permission is " + PERMISSION
                                        + ": Exchange.ManageAsAppV2 does not serve for quarantine."
                                : ""));
    }

    private static MicrosoftFailure byStatus(Refusal refusal, @Nullable String code, String details, Instant now) {
        if ("ErrorIncorrectRoutingHint".equals(code)) {
            return new InvalidRequest(
                    "Exchange Online cannot route the call: check that the connection's tenantDomain is the tenant's"
                            + " domain that ends with .onmicrosoft.com " + details,
                    code);
        }
        return switch (refusal.status()) {
            case 400, 405, 406, 413, 414, 415, 422 ->
                new InvalidRequest("Exchange Online does not accept the request " + details, code);
            // NotFound would tell of a message that is gone, which this answer knows nothing of.
            case 404 ->
                new InvalidRequest(
                        "Exchange Online does not know the tenant at this address; check the connection's"
                                + " tenantId and cloud, and that the tenant has Exchange Online " + details,
                        null);
            default -> busy(refusal, "Exchange Online does not answer properly " + details, now);
        };
    }

    /** A server that says when to come back is left alone that long. */
    private static MicrosoftFailure busy(Refusal refusal, String message, Instant now) {
        String retryAfter = refusal.header("Retry-After");
        return retryAfter == null
                ? new Unavailable(message)
                : new Throttled(message, RetryAfter.of(retryAfter, "", now, THROTTLED_FOR));
    }

    private static JsonNode error(byte[] body) {
        try {
            return Json.MAPPER.readTree(body).path("error");
        } catch (IOException notJson) {
            return Json.MAPPER.missingNode();
        }
    }

    private static @Nullable String code(ExchangeFault fault, JsonNode error) {
        String name = fault.exception().isEmpty() ? error.path("code").asText("") : fault.exception();
        return CODE.matcher(name).matches() ? name : null;
    }
}
