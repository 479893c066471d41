package io.sluice.connections.trial;

import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.tokens.FreshAnswer;
import io.sluice.connections.trial.TrialReport.Evidence;
import io.sluice.connections.trial.TrialReport.Outcome;
import io.sluice.connections.trial.TrialReport.TokenTrial;
import io.sluice.microsoft.failure.FailureDocument;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.token.AccessToken;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks for a token, and where there is none looks at the sign-in address to see why. */
final class TokenCheck {

    /** Refusals that a wrong clock explains. */
    private static final Set<String> OF_THE_CLOCK = Set.of("AADSTS700024", "AADSTS700027");

    private final ConnectionDetails details;
    private final Applicant applicant;
    private final Caller caller;
    private final ClockWatch clocks;
    private final InstantSource clock;

    TokenCheck(ConnectionDetails details, Applicant applicant, Caller caller, ClockWatch clocks, InstantSource clock) {
        this.details = details;
        this.applicant = applicant;
        this.caller = caller;
        this.clocks = clocks;
        this.clock = clock;
    }

    /**
     * How it ended.
     *
     * @param token the token, where there is one
     * @param trial for the report
     */
    record Result(Optional<AccessToken> token, TokenTrial trial) {

        /** Returns what the token says of itself. */
        Optional<TokenClaims> claims() {
            return token.flatMap(issued -> TokenClaims.of(issued.value()));
        }

        /** Makes the result of a token that was not asked for. */
        static Result notAsked(@Nullable String resource) {
            return new Result(Optional.empty(), new TokenTrial(Outcome.NOT_ASKED, resource, null, null, null, null));
        }
    }

    /** Asks for a token of a resource. */
    Result ask(String resource) throws InterruptedException {
        @Nullable CredentialUsed credential = applicant.credential(resource).orElse(null);
        FreshAnswer answer = applicant.ask(resource);
        Instant theirs = answer.evidence().serverTime();
        if (theirs != null) {
            clocks.see(details.login(), clock.instant().getEpochSecond() - theirs.getEpochSecond());
        }
        return switch (answer) {
            case FreshAnswer.Given given -> given(resource, given.token(), credential);
            case FreshAnswer.Refused refused ->
                new Result(
                        Optional.empty(),
                        new TokenTrial(Outcome.REFUSED, resource, evidence(refused), null, null, credential));
        };
    }

    private Result given(String resource, AccessToken token, @Nullable CredentialUsed credential) {
        Optional<TokenClaims> claims = TokenClaims.of(token.value());
        Optional<Evidence> wrong = claims.flatMap(this::ofAnotherTenant);
        return new Result(
                wrong.isPresent() ? Optional.empty() : Optional.of(token),
                new TokenTrial(
                        wrong.isPresent() ? Outcome.REFUSED : Outcome.ISSUED,
                        resource,
                        wrong.orElse(null),
                        token.expiresAt(),
                        claims.map(TokenClaims::audience).orElse(null),
                        credential));
    }

    /** A token of another tenant would read somebody else's data. */
    private Optional<Evidence> ofAnotherTenant(TokenClaims claims) {
        return Optional.ofNullable(claims.tenantId())
                .filter(tenant -> !tenant.equalsIgnoreCase(details.tenantId()))
                .map(tenant -> Evidence.of(
                        "The token is one of the tenant " + tenant + ", not of " + details.tenantId() + ".",
                        "Check the connection's tenantId and its own base URL of login, if it has one."));
    }

    private Evidence evidence(FreshAnswer.Refused refused) throws InterruptedException {
        MicrosoftFailure failure = refused.failure();
        FailureDocument document = FailureDocument.of(failure);
        String meaning = document.message();
        String remedy = remedy(failure, document);
        if (failure instanceof Unavailable || failure instanceof MalformedAnswer) {
            Optional<Meaning> seen = look();
            if (seen.isPresent()) {
                meaning = meaning + " " + seen.get().text();
                remedy = String.valueOf(seen.get().remedy());
            }
        }
        Optional<String> complaint = clocks.complaint();
        if (complaint.isPresent() && OF_THE_CLOCK.contains(String.valueOf(document.code()))) {
            meaning = meaning + " " + complaint.get() + " That explains it.";
            remedy = "Set the clock of the machine that runs connection-service (NTP), and test again.";
        }
        return new Evidence(
                refused.evidence().status(), document.code(), refused.evidence().correlationId(), meaning, remedy);
    }

    private static String remedy(MicrosoftFailure failure, FailureDocument document) {
        return switch (failure) {
            case Unauthenticated refused -> refused.remedy();
            case Forbidden forbidden -> forbidden.remedy();
            case Throttled _ ->
                "Test again in " + document.retryAfterSeconds()
                        + " seconds or more; until then no call for this tenant gets a new token.";
            case InvalidRequest _ ->
                "Check tenantId, clientId and cloud; if they are right, it is a fault of Sluice: report it with the"
                        + " correlation id.";
            case NotFound _ -> "Check tenantId and cloud.";
            case MalformedAnswer _ ->
                "Let connection-service reach the sign-in address without a proxy that answers for it.";
            case Unavailable _ -> Asked.LATER;
        };
    }

    /**
     * Looks at a page of the sign-in address that wants no credential: for the date of its answer, and for what is in
     * the way. Returns what is in the way, if something is.
     */
    private Optional<Meaning> look() throws InterruptedException {
        URI address = URI.create(details.login() + "/" + details.tenantId() + "/v2.0/.well-known/openid-configuration");
        try {
            Answer answer = caller.call("GET", address, Optional.empty(), Map.of(), "");
            clocks.see(address, answer);
            if (answer.status() == 407) {
                return Optional.of(Meaning.bad(
                        null,
                        "A proxy between this service and Entra ID wants a sign-in of its own.",
                        "Let the proxy pass this service's calls to " + address.getHost() + " without a sign-in."));
            }
            return answer.isPage() && answer.status() < 500
                    ? Optional.of(Meaning.bad(
                            null,
                            "A web page answers instead of Entra ID: a proxy, a filter, or a wrong address.",
                            "Let this service reach " + address.getHost()
                                    + " without a proxy that answers for it, and check the connection's own base URL of"
                                    + " login, if it has one."))
                    : Optional.empty();
        } catch (IOException failed) {
            return Optional.of(TransportFault.of(failed, address));
        }
    }
}
