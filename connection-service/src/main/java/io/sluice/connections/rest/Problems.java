package io.sluice.connections.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.sluice.connections.credentials.KeysetException;
import io.sluice.connections.credentials.KeysetException.KeyInUse;
import io.sluice.connections.credentials.KeysetException.NoSuchKey;
import io.sluice.connections.credentials.KeysetException.OlderKeyset;
import io.sluice.connections.credentials.KeysetReadOnly;
import io.sluice.connections.credentials.KeysetUnusable;
import io.sluice.connections.registry.RegistryException;
import io.sluice.connections.registry.RegistryException.ConnectionDisabled;
import io.sluice.connections.registry.RegistryException.NameTaken;
import io.sluice.connections.registry.RegistryException.NoCredentialToUse;
import io.sluice.connections.registry.RegistryException.NoSuchConnection;
import io.sluice.connections.registry.RegistryException.StaleRevision;
import io.sluice.connections.registry.RegistryException.TenantIsFixed;
import io.sluice.connections.rotation.RotationException;
import io.sluice.connections.rotation.RotationException.AlreadyStaged;
import io.sluice.connections.rotation.RotationException.ChangedMeanwhile;
import io.sluice.connections.rotation.RotationException.InUse;
import io.sluice.connections.rotation.RotationException.NoSuchCredential;
import io.sluice.connections.rotation.RotationException.NotAccepted;
import io.sluice.connections.rotation.RotationException.NotDescribable;
import io.sluice.connections.rotation.RotationException.NothingBefore;
import io.sluice.microsoft.failure.FailureDocument;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Every failure as a problem document: nothing of a stack trace, of a class name or of the request's content. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response registry(RegistryException failure) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure) {
            case NoSuchConnection _ ->
                Problem.of("not-found", "There is no such connection", 404, detail)
                        .response();
            case NameTaken _ ->
                Problem.of("name-taken", "The name is taken", 409, detail).response();
            case ConnectionDisabled _ ->
                Problem.of("disabled", "The connection is disabled", 409, detail)
                        .response();
            case StaleRevision _ ->
                Problem.of("stale", "The connection has changed", 412, detail).response();
            case NoCredentialToUse _ ->
                Problem.of("credential-use", "There is no such credential to use", 422, detail)
                        .response();
            case TenantIsFixed _ ->
                Problem.of("tenant-is-fixed", "The tenant cannot be changed", 422, detail)
                        .response();
        };
    }

    @ServerExceptionMapper
    Response rotation(RotationException failure) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure) {
            case NoSuchCredential _ ->
                Problem.of("not-found", "There is no such credential", 404, detail)
                        .response();
            case AlreadyStaged _ ->
                Problem.of("already-staged", "A credential waits already", 409, detail)
                        .response();
            case NothingBefore _ ->
                Problem.of("nothing-before", "There is no previous credential", 409, detail)
                        .response();
            case InUse _ ->
                Problem.of("in-use", "The credential is in use", 409, detail).response();
            case NotDescribable _ ->
                Problem.of("not-a-secret", "The credential is no client secret", 422, detail)
                        .response();
            case ChangedMeanwhile _ ->
                Problem.of("changed-meanwhile", "Something was changed meanwhile", 409, detail)
                        .response();
            case NotAccepted refused ->
                microsoft(refused.failure(), "credential-refused", "Microsoft does not accept the credential", detail);
        };
    }

    @ServerExceptionMapper
    Response keyset(KeysetException failure) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure) {
            case NoSuchKey _ ->
                Problem.of("not-found", "There is no such key", 404, detail).response();
            case OlderKeyset _ ->
                Problem.of("older-keyset", "The keyset file is not the newest", 409, detail)
                        .response();
            case KeyInUse _ ->
                Problem.of("in-use", "The key is in use", 409, detail).response();
        };
    }

    @ServerExceptionMapper
    Response unusable(KeysetUnusable failure) {
        LOG.errorf("A request failed: %s", failure.getMessage());
        return Problem.of("keyset", "The keyset does not fit", 503, String.valueOf(failure.getMessage()))
                .response();
    }

    @ServerExceptionMapper
    Response readOnly(KeysetReadOnly failure) {
        return Problem.of(
                        "keyset-read-only",
                        "The keyset cannot be changed here",
                        409,
                        String.valueOf(failure.getMessage()))
                .response();
    }

    @ServerExceptionMapper
    Response invalid(InvalidBody failure) {
        return Problem.violations("Some fields are not valid; see violations.", failure.violations())
                .response();
    }

    @ServerExceptionMapper
    Response invalid(InvalidQuery failure) {
        return new Problem(
                        "urn:sluice:problem:validation",
                        "The query is not valid",
                        400,
                        "Some parameters are not valid; see violations.",
                        failure.violations(),
                        null,
                        null)
                .response();
    }

    @ServerExceptionMapper
    Response malformed(FleetReader.Malformed failure) {
        return Problem.of(
                        "list", "The body is not the list that is expected", 400, String.valueOf(failure.getMessage()))
                .response();
    }

    @ServerExceptionMapper
    Response missing(MissingBody failure) {
        return Problem.of("json", "The body is missing", 400, String.valueOf(failure.getMessage()))
                .response();
    }

    @ServerExceptionMapper
    Response invalid(InvalidHeader failure) {
        return Problem.of("header", "A header is not valid", 400, String.valueOf(failure.getMessage()))
                .response();
    }

    @ServerExceptionMapper
    Response required(PreconditionRequired failure) {
        return Problem.of("if-match-missing", "If-Match is missing", 428, String.valueOf(failure.getMessage()))
                .response();
    }

    @ServerExceptionMapper
    Response microsoft(MicrosoftException exception) {
        return microsoft(exception.failure(), "microsoft", "Microsoft gives no token", "");
    }

    private static Response microsoft(MicrosoftFailure failure, String kind, String title, String before) {
        int status = switch (failure) {
            case Throttled _ -> 429;
            case Unavailable _ -> 503;
            default -> kind.equals("microsoft") ? 502 : 422;
        };
        FailureDocument document = FailureDocument.of(failure);
        String remedy = document.remedy() == null ? "" : " " + document.remedy();
        Response.ResponseBuilder answer = new Problem(
                        "urn:sluice:problem:" + kind,
                        title,
                        status,
                        (before + " " + document.message() + remedy).strip(),
                        null,
                        document,
                        null)
                .builder();
        if (document.retryAfterSeconds() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, document.retryAfterSeconds());
        }
        return answer.build();
    }

    @ServerExceptionMapper
    Response failed(TestFailed failure) {
        return new Problem(
                        "urn:sluice:problem:test-failed",
                        "The connection does not work",
                        422,
                        "Nothing was saved, because the test failed: " + failure.getMessage()
                                + " See report, and its remedies for what to do; without test=true the connection is"
                                + " saved as it is.",
                        null,
                        null,
                        failure.report())
                .response();
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException failure) {
        return unauthenticated("Send a bearer token of the identity provider in the header Authorization.");
    }

    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException failure) {
        return unauthenticated(
                "The bearer token is expired, not yet valid, not meant for this service, or not signed by"
                        + " its identity provider.");
    }

    private static Response unauthenticated(String detail) {
        return Problem.of("unauthenticated", "Who are you?", 401, detail)
                .builder()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure) {
        return Problem.of(
                        "forbidden",
                        "This is not for you",
                        403,
                        "The token's roles do not permit this. Connections are changed by 'operator', read by"
                                + " 'operator', 'analyst' and 'service'; tokens are for 'service', and for an agent those of its own connections.")
                .response();
    }

    @ServerExceptionMapper
    Response wrongType(MismatchedInputException failure) {
        return JsonProblems.of(failure).response();
    }

    @ServerExceptionMapper
    Response notJson(JsonProcessingException failure) {
        return JsonProblems.of(failure).response();
    }

    /** Jackson takes zeros at the start for UTF-16 or UTF-32, and tells so of what is neither. */
    @ServerExceptionMapper
    Response noText(CharConversionException failure) {
        return JsonProblems.noText().response();
    }

    @ServerExceptionMapper
    Response tooLarge(BodyLimit.BodyTooLarge failure) {
        return refused(413).response();
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonProcessingException json) {
            return JsonProblems.of(json).response();
        }
        Response answer = failure.getResponse();
        Response.ResponseBuilder problem = refused(answer.getStatus()).builder();
        answer.getHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                values.forEach(value -> problem.header(name, value));
            }
        });
        return problem.build();
    }

    static Problem refused(int status) {
        return switch (status) {
            case 400 -> Problem.of("bad-request", "The request is not understood", 400, "See the OpenAPI document.");
            case 404 ->
                Problem.of("not-found", "There is nothing here", 404, "See the OpenAPI document for all paths.");
            case 405 ->
                Problem.of("method", "The method does not fit", 405, "The header Allow names the methods that do.");
            case 406 -> Problem.of("accept", "The answer would not be accepted", 406, "Answers are application/json.");
            case 413 ->
                Problem.of(
                        "too-large",
                        "The body is too large",
                        413,
                        "A connection fits into 64 KiB, a list of connections into 32 MiB.");
            case 415 ->
                Problem.of(
                        "media-type",
                        "The body is of the wrong type",
                        415,
                        "Send it as application/json; lists of connections may be application/yaml.");
            default ->
                Problem.of("refused", "The request failed", status, "The request failed with status " + status + ".");
        };
    }

    @ServerExceptionMapper
    Response noDatabase(ConnectionException failure) {
        return databaseAway(failure);
    }

    /** A connection that breaks while it is used is no fault of the request. */
    @ServerExceptionMapper
    Response noDatabase(JdbiException failure) {
        return isConnectionLost(failure) ? databaseAway(failure) : unexpected(failure);
    }

    private static Response databaseAway(JdbiException failure) {
        LOG.warnf("The database does not answer: %s", rootMessage(failure));
        return Problem.of("unavailable", "The database does not answer", 503, "Try again in a while.")
                .response();
    }

    /** PostgreSQL's classes of errors 08, a connection that failed, and 57P, a server that stops or starts. */
    private static boolean isConnectionLost(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && (sql.getSQLState().startsWith("08")
                                || sql.getSQLState().startsWith("57P")));
    }

    @ServerExceptionMapper
    Response noIdentityProvider(OIDCException failure) {
        LOG.warnf("The identity provider does not answer: %s", failure.getMessage());
        return Problem.of("unavailable", "The identity provider does not answer", 503, "Try again in a while.")
                .response();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        LOG.error("A request failed unexpectedly", failure);
        return Problem.of("internal", "Something went wrong", 500, "The service's log says what.")
                .response();
    }

    private static @Nullable String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof SQLException sql
                ? sql.getMessage()
                : root.getClass().getSimpleName();
    }
}
