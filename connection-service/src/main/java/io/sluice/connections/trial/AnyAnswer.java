package io.sluice.connections.trial;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What answers mean at every interface alike: those of proxies and gateways, and the plain statuses. */
final class AnyAnswer {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");

    private AnyAnswer() {}

    /** Returns what an answer of an interface means. */
    static Meaning of(Answer answer, Asked asked) {
        return foreign(answer, asked).orElseGet(() -> ofSurface(answer, asked));
    }

    private static Meaning ofSurface(Answer answer, Asked asked) {
        return switch (asked.access().surface()) {
            case DEFENDER, ENDPOINT -> DefenderAnswer.of(answer, asked);
            case GRAPH -> GraphAnswer.of(answer, asked);
            case EXCHANGE -> ExchangeAnswer.of(answer, asked);
            case LOG_ANALYTICS -> LogAnalyticsAnswer.of(answer, asked);
            case RESOURCE_MANAGER -> ResourceManagerAnswer.of(answer, asked);
            case CLOUD_APPS -> CloudAppsAnswer.of(answer, asked);
            case LOGIN -> status(answer, asked, null);
        };
    }

    /** Returns what an answer means that does not come from the interface itself, if it is one. */
    private static Optional<Meaning> foreign(Answer answer, Asked asked) {
        int status = answer.status();
        if (status == 407) {
            return Optional.of(Meaning.bad(
                    null,
                    "A proxy between this service and Microsoft wants a sign-in of its own.",
                    "Let the proxy pass this service's calls to " + host(asked.address())
                            + " without a sign-in, or run the service with a proxy that does."));
        }
        if (status >= 300 && status < 400) {
            return Optional.of(Meaning.bad(
                    null,
                    "The address sends callers elsewhere" + destination(answer) + "; tokens are not carried there.",
                    "Check the connection's base URL and cloud; if they are right, a proxy or a sign-in page answers"
                            + " instead of Microsoft."));
        }
        if (!answer.isPage()) {
            return Optional.empty();
        }
        return Optional.of(
                status == 502 || status == 503 || status == 504
                        ? Meaning.bad(
                                null,
                                "A gateway in front of " + asked.api() + " answers with a page: HTTP " + status + ".",
                                Asked.LATER)
                        : Meaning.bad(
                                null,
                                "A web page answers instead of " + asked.api()
                                        + ": a proxy, a filter, or a wrong address.",
                                "Let this service reach " + host(asked.address())
                                        + " without a proxy that answers for it, and check the connection's base URL"
                                        + " and cloud."));
    }

    /**
     * Returns what a status alone means: what is left where the interface's own code says nothing.
     *
     * @param code Microsoft's code, to be shown
     */
    static Meaning status(Answer answer, Asked asked, @Nullable String code) {
        int status = answer.status();
        String api = asked.api();
        return switch (status) {
            case 200, 201, 202, 204, 206 -> success(answer, asked);
            case 400, 405, 406, 411, 413, 414, 415, 422 ->
                Meaning.bad(code, api + " does not understand the request.", asked.report());
            case 401 ->
                Meaning.bad(
                        code,
                        api + " refuses the access token: it is invalid, expired or meant for somebody else"
                                + audience(asked) + ".",
                        "Check the connection's credentials and cloud, and test again with a new token. If the"
                                + " application has no permission at all yet: " + asked.grant());
            case 403 ->
                Meaning.bad(
                        code,
                        asked.hasPermissions()
                                ? api + " denies access although the token has the permissions."
                                : api + " denies access: a permission is missing, or consent was not granted"
                                        + audience(asked) + ".",
                        asked.grant());
            case 404, 410 ->
                Meaning.bad(
                        code,
                        api + " does not know what was asked for.",
                        "Check the connection's fields, base URL and cloud.");
            case 408 -> Meaning.bad(code, api + " was not sent the request in time.", Asked.LATER);
            case 429 -> throttled(answer, asked, code);
            case 509 -> Meaning.bad(code, api + " has no bandwidth left for this application.", Asked.LATER);
            default ->
                status >= 500
                        ? Meaning.bad(code, "The fault is on Microsoft's side: HTTP " + status + ".", Asked.LATER)
                        : Meaning.bad(
                                code, api + " answers with the unusual HTTP status " + status + ".", asked.report());
        };
    }

    /** Returns what to do about too many calls. */
    static Meaning throttled(Answer answer, Asked asked, @Nullable String code) {
        String wait = answer.header("Retry-After");
        return Meaning.bad(
                code,
                asked.api() + " throttles this application in this tenant.",
                wait.matches("\\d{1,5}")
                        ? "Test again in " + wait + " seconds or more."
                        : "Test again in some minutes.");
    }

    private static Meaning success(Answer answer, Asked asked) {
        if (answer.status() == 204 || answer.text().isBlank()) {
            return Meaning.bad(
                    null,
                    "The answer of " + asked.api() + " is empty.",
                    "Check the connection's base URL; a proxy may have dropped the body.");
        }
        if (!answer.saysJson()) {
            return Meaning.bad(
                    null,
                    "The answer of " + asked.api() + " is not JSON but "
                            + (answer.header("Content-Type").isEmpty() ? "of no stated type" : "of another type") + ".",
                    "Check the connection's base URL and cloud; a proxy may answer instead of Microsoft.");
        }
        if (answer.complete() && answer.json().isMissingNode()) {
            return Meaning.bad(
                    null,
                    "The answer of " + asked.api() + " says it is JSON, but is not.",
                    "Check the connection's base URL; a proxy may have cut the answer off.");
        }
        return Meaning.good(asked.probe().shows());
    }

    /** Returns for whom the token is, if that is not whom it was asked for: a part of a sentence. */
    private static String audience(Asked asked) {
        String expected = asked.details()
                .cloud()
                .resource(asked.access().surface())
                .orElse("")
                .toLowerCase(Locale.ROOT);
        return asked.claims()
                .map(TokenClaims::audience)
                .filter(audience -> !stripped(audience).equals(stripped(expected))
                        && !audience.equals(asked.access().application().appId()))
                .map(audience -> " (it is for " + audience + ")")
                .orElse("");
    }

    private static String stripped(String resource) {
        String lower = resource.toLowerCase(Locale.ROOT);
        return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static String destination(Answer answer) {
        try {
            String host = URI.create(answer.header("Location")).getHost();
            return host == null || !HOST.matcher(host).matches() ? "" : " (to " + host + ")";
        } catch (IllegalArgumentException noAddress) {
            return "";
        }
    }

    private static String host(URI address) {
        return address.getHost() == null ? address.toString() : address.getHost();
    }
}
