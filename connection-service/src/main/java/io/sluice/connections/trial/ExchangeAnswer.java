package io.sluice.connections.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.microsoft.exchange.ExchangeFault;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What answers of the Exchange Online admin API mean. It is not documented; what is known comes from clients that have
 * run against it: no role in the token is a 401, no directory role a 403 of nothing but NUL characters, and a cmdlet's
 * failure is named by a .NET exception.
 */
final class ExchangeAnswer {

    /** The permission that serves, and those that only look like it. */
    private static final String SERVES = "Exchange.ManageAsApp";

    private static final List<String> LOOK_ALIKES = List.of("Exchange.ManageAsAppV2", "Exchange.AdminAPI.ManageAsApp");

    private ExchangeAnswer() {}

    static Meaning of(Answer answer, Asked asked) {
        ExchangeFault fault = ExchangeFault.of(answer.error());
        if (ExchangeFault.isTooManyAtOnce(answer.text())) {
            return AnyAnswer.throttled(answer, asked, null);
        }
        @Nullable String exception = answer.code(fault.exception());
        @Nullable String code = exception == null ? answer.code(answer.error().path("code")) : exception;
        if (answer.status() == 401) {
            return unauthorized(asked, code, fault.text());
        }
        if (answer.status() == 403) {
            return forbidden(answer, asked, code);
        }
        if (fault.isPassing()) {
            return Meaning.bad(code, "Exchange Online has a passing fault.", Asked.LATER);
        }
        return switch (exception == null ? String.valueOf(code) : exception) {
            case "AmbiguousParameterSetException", "ParameterTransformationException", "ParameterBindingException" ->
                Meaning.bad(code, "Exchange Online does not accept the cmdlet's parameters.", asked.report());
            case "CommandNotFoundException" ->
                Meaning.bad(
                        code,
                        "Exchange Online does not offer the quarantine's cmdlets to this application: its role does not"
                                + " include them, or Exchange is not ready yet.",
                        asked.roles() + " If the role is there already, test again in some minutes.");
            case "ManagementObjectNotFoundException" ->
                Meaning.bad(
                        code,
                        "Exchange Online does not find what was asked for.",
                        "Check the connection's tenantId and tenantDomain.");
            case "ValidationException" -> Meaning.bad(code, "Exchange Online refuses the cmdlet.", asked.report());
            case "ErrorIncorrectRoutingHint" ->
                Meaning.bad(
                        code,
                        "Exchange Online cannot route the call: the domain is not one of the tenant's.",
                        "Check the connection's tenantDomain: the tenant's domain that ends with .onmicrosoft.com.");
            default -> otherwise(answer, asked, code);
        };
    }

    private static Meaning otherwise(Answer answer, Asked asked, @Nullable String code) {
        if (answer.status() == 404) {
            return Meaning.bad(
                    code,
                    "Exchange Online does not know the tenant at this address.",
                    "Check the connection's tenantId and cloud, and that the tenant has Exchange Online.");
        }
        JsonNode value = answer.json().path("value");
        if (answer.status() == 200
                && answer.saysJson()
                && answer.json().isObject()
                && !value.isMissingNode()
                && !value.isNull()
                && !value.isArray()) {
            return Meaning.bad(null, "The answer of Exchange Online is not of the expected form.", asked.report());
        }
        return AnyAnswer.status(answer, asked, code);
    }

    private static Meaning unauthorized(Asked asked, @Nullable String code, String text) {
        if (text.toLowerCase(Locale.ROOT).contains("is not allowed to call")) {
            return Meaning.bad(
                    code, "The application's role does not include the quarantine's cmdlets.", asked.roles());
        }
        return Meaning.bad(
                code,
                asked.hasPermissions()
                        ? "Exchange Online refuses the access token: it is expired or meant for somebody else."
                        : "Exchange Online refuses the access token: it has not the permission " + SERVES
                                + lookAlike(asked) + ".",
                asked.hasPermissions()
                        ? "Check the connection's cloud and test again with a new token."
                        : consent(asked));
    }

    private static Meaning forbidden(Answer answer, Asked asked, @Nullable String code) {
        if (!asked.hasPermissions() && !lookAlike(asked).isEmpty()) {
            return Meaning.bad(
                    code,
                    "Exchange Online denies access: the token has not " + SERVES + lookAlike(asked) + ".",
                    consent(asked));
        }
        return Meaning.bad(
                code,
                answer.isBlank()
                        ? "Exchange Online denies access without a word, as it does where the application has no"
                                + " directory role, or one that does not include the quarantine's cmdlets."
                        : "Exchange Online denies access.",
                asked.claims().isPresent() && !asked.hasPermissions() ? asked.grant() : asked.roles());
    }

    private static String consent(Asked asked) {
        return "In the app registration " + asked.details().clientId() + ", add the application permission " + SERVES
                + " of '" + asked.access().application().name() + "' and grant admin consent. " + asked.roles();
    }

    private static String lookAlike(Asked asked) {
        return asked.claims()
                .flatMap(claims ->
                        LOOK_ALIKES.stream().filter(claims.roles()::contains).findFirst())
                .map(other -> ", only " + other + ", which does not serve for quarantine")
                .orElse("");
    }
}
