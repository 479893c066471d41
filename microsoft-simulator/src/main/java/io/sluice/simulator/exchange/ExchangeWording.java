package io.sluice.simulator.exchange;

import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.surface.Answer;
import io.sluice.simulator.surface.Gate;
import io.sluice.simulator.surface.Refusal;
import io.sluice.simulator.surface.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the admin API answers to those who may not, and to bad requests.
 *
 * <p>The API is not documented; statuses and shapes are those that users of it have measured.
 */
final class ExchangeWording implements Wording {

    /** Bytes of the answer to a caller whose directory role is missing. */
    private static final int NULS = 512;

    private static final String PROXY = "Microsoft.Exchange.AdminApi.CommandInvocation.";

    @Override
    public void headers(Exchange exchange) {
        exchange.response()
                .putHeader("request-id", exchange.requestId())
                .putHeader("x-ms-request-id", exchange.requestId())
                .putHeader("X-Content-Type-Options", "nosniff");
        String sent = exchange.header("client-request-id");
        if (!sent.isEmpty()) {
            exchange.response().putHeader("client-request-id", sent);
        }
    }

    @Override
    public Answer refusal(Exchange exchange, Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoToken it -> Answer.empty(401).with("WWW-Authenticate", challenge(""));
            case Refusal.InvalidToken it ->
                unauthorized(
                        "2000001;reason=\"The token has an invalid signature.\";error_category=\"invalid_signature\"");
            case Refusal.ExpiredToken it ->
                unauthorized("2000003;reason=\"The token has expired.\";error_category=\"token_expired\"");
            case Refusal.WrongAudience wrong ->
                unauthorized("2000006;reason=\"The audience claim value is invalid '" + wrong.audience()
                        + "'.\";error_category=\"invalid_resource\"");
            case Refusal.RoleMissing it ->
                unauthorized("2000008;reason=\"The token contains no permissions, or permissions can not be"
                        + " understood.\";error_category=\"invalid_grant\"");
            case Refusal.Forbidden it -> forbidden("");
            case Refusal.Throttled throttled ->
                error(429, "TooManyRequests", "Too many requests.")
                        .with("Retry-After", Integer.toString(throttled.seconds()));
            case Refusal.Unavailable it -> error(503, "ServiceUnavailable", "The service is unavailable.");
            case Refusal.Failed failed ->
                cmdletFailed(
                        500,
                        failed.exception() == null
                                ? "Microsoft.Exchange.Data.Storage.TransientException"
                                : failed.exception(),
                        "A server side error has occurred because of which the operation could not be completed.");
            case Refusal.NoSuchPath it -> error(404, "NotFound", "Resource not found.");
            case Refusal.BadQuery bad -> error(400, "BadRequest", bad.message());
            case Refusal.Other other -> error(other.status(), other.code(), other.message());
        };
    }

    private static String challenge(String error) {
        return "Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\","
                + " trusted_issuers=\"00000001-0000-0000-c000-000000000000@*\", token_types=\"app_asserted_user_v1"
                + " service_asserted_app_v1\", authorization_uri=\"https://login.windows.net/common/oauth2/authorize\""
                + error;
    }

    private static Answer unauthorized(String diagnostics) {
        return Answer.empty(401)
                .with("WWW-Authenticate", challenge(", error=\"invalid_token\""))
                .with("x-ms-diagnostics", diagnostics);
    }

    /** A path names a tenant that the token is not for. */
    static Answer wrongTenant(String tenant) {
        return unauthorized("2000011;reason=\"The tenant '" + tenant.replaceAll("[^A-Za-z0-9.-]", "?")
                + "' is not the one that the token was issued for.\";error_category=\"invalid_tenant\"");
    }

    /** The directory role is missing, or the role lacks the cmdlet: no JSON but NUL bytes. */
    static Answer forbidden(String clientId) {
        return new Answer(
                403,
                Map.of(
                        "Content-Type",
                        "application/json; charset=utf-8",
                        "x-ms-diagnostics",
                        "2000012;reason=\"The role assigned to application " + clientId + " isn't supported in this"
                                + " scenario. Please check online documentation for assigning correct Directory Roles"
                                + " to Azure AD Application for EXO App-Only"
                                + " Authentication.\";error_category=\"invalid_role\""),
                new byte[NULS]);
    }

    /** The token has a role that looks like the right one but is for the newer API. */
    static Answer forbiddenRole() {
        return Answer.empty(403);
    }

    private static Answer error(int status, String code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        return Answer.json(status, Map.of("error", error));
    }

    /** The hint for routing leads elsewhere. */
    static Answer wrongAnchor() {
        return error(
                400,
                "ErrorIncorrectRoutingHint",
                "The X-AnchorMailbox header does not lead to the tenant of the request.");
    }

    /** The envelope is not as it must be. */
    static Answer badEnvelope(String message) {
        return error(400, "BadRequest", message);
    }

    /** No parameter set has exactly these parameters. */
    static Answer ambiguousParameters(String parameter) {
        String type = PROXY + "AmbiguousParameterSetException";
        String text = "Parameter set cannot be resolved using the specified named parameters. One or more parameters"
                + " issued cannot be used together or an insufficient number of parameters were provided. " + parameter;
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("code", "Client");
        detail.put("target", "");
        detail.put("message", "|" + type + "|" + text);
        return invalidOperation(type, text, List.of(detail));
    }

    /** A parameter's value is none that it can have; this error has no details. */
    static Answer badValue(String parameter, String value, String expected) {
        return invalidOperation(
                PROXY + "ParameterTransformationException",
                "Cannot process argument transformation on parameter '" + parameter + "'. Cannot convert value \""
                        + value + "\". " + expected,
                List.of());
    }

    private static Answer invalidOperation(String type, String text, List<Map<String, Object>> details) {
        Map<String, Object> internal = new LinkedHashMap<>();
        internal.put("message", text);
        internal.put("type", type);
        internal.put("stacktrace", "");
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("message", "Invalid Operation");
        inner.put("type", "Microsoft.Exchange.Admin.OData.Core.ODataServiceException");
        inner.put("stacktrace", "");
        inner.put("internalexception", internal);
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", "BadRequest");
        error.put("message", "Invalid Operation");
        if (!details.isEmpty()) {
            error.put("details", details);
        }
        error.put("innererror", inner);
        error.put("adminapi.warnings@odata.type", "#Collection(String)");
        error.put("@adminapi.warnings", List.of());
        return Answer.json(400, Map.of("error", error)).with("X-ExceptionType", type);
    }

    /** The cmdlet ran, or was to run, and failed. */
    static Answer cmdletFailed(int status, String type, String text) {
        return cmdletFailed(status, "", type, text);
    }

    private static Answer cmdletFailed(int status, String id, String type, String text) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("code", "Context");
        detail.put("target", "");
        detail.put("message", id + "|" + type + "|" + text);
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", "InternalServerError");
        error.put("message", "Error executing cmdlet");
        error.put("details", List.of(detail));
        return Answer.json(status, Map.of("error", error)).with("X-ExceptionType", type);
    }

    /** A parameter that a cmdlet cannot do without is not there. */
    static Answer missingParameter(String parameter) {
        String type = "System.Management.Automation.ParameterBindingException";
        String text = "Cannot process command because of one or more missing mandatory parameters: " + parameter + ".";
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("code", "Client");
        detail.put("target", "");
        detail.put("message", "|" + type + "|" + text);
        return invalidOperation(type, text, List.of(detail));
    }

    /** What a cmdlet is about is not there, or not there any more. */
    static Answer objectNotFound(int status, String identity) {
        String type = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException";
        return cmdletFailed(
                status,
                "Ex6F9304",
                type,
                "The operation couldn't be performed because object '" + identity
                        + "' couldn't be found on 'AM4PR04A001DC01.EURPR04A001.PROD.OUTLOOK.COM'.");
    }

    /** Too many requests of a tenant run at the same time; plain text where there should be JSON. */
    static Answer crowded() {
        return Answer.text(429, Gate.CROWDED);
    }

    /** There is no such cmdlet. */
    static Answer commandNotFound(String name) {
        return cmdletFailed(
                400,
                "System.Management.Automation.CommandNotFoundException",
                "The term '" + name + "' is not recognized as the name of a cmdlet, function, script file, or operable"
                        + " program.");
    }
}
