package io.sluice.quarantine.download;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.sluice.audit.AuditUnavailable;
import io.sluice.quarantine.evidence.EvidenceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure as a problem document: nothing of a stack trace, of a class name or of the request's content. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final int RETRY_AFTER_SECONDS = 30;

    @ServerExceptionMapper
    Response evidence(EvidenceException failure) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case GONE -> notFound(detail);
            case UNAVAILABLE, FULL -> later("store", "The evidence store does not answer", detail, failure);
            case REFUSED, KEYSET -> {
                LOG.errorf("A download failed: %s", detail);
                yield Problem.of("store", "The evidence store cannot be used", 503, detail)
                        .response();
            }
            case DAMAGED -> {
                LOG.errorf("A download failed: %s", detail);
                yield Problem.of("damaged", "The evidence is damaged", 500, detail)
                        .response();
            }
            case TOO_LARGE ->
                Problem.of("too-large", "The evidence is too large", 500, detail)
                        .response();
        };
    }

    @ServerExceptionMapper
    Response audit(AuditUnavailable failure) {
        return later(
                "audit",
                "The audit trail cannot be written",
                "Evidence is handed out only if it is written down to whom, and Kafka does not acknowledge that now. Try"
                        + " again in a while.",
                failure);
    }

    private static Response later(String kind, String title, String detail, Exception failure) {
        LOG.warnf("A download has to wait: %s", failure.getMessage());
        return Problem.of(kind, title, 503, detail)
                .builder()
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response notFound(NoSuchEvidence failure) {
        return notFound(String.valueOf(failure.getMessage()));
    }

    private static Response notFound(String detail) {
        return Problem.of("not-found", "There is no such evidence", 404, detail).response();
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
                        "The token's roles do not permit this. Evidence is for 'analyst'.")
                .response();
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException failure) {
        Response answer = failure.getResponse();
        Response.ResponseBuilder problem = refused(answer.getStatus()).builder();
        answer.getHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                values.forEach(value -> problem.header(name, value));
            }
        });
        return problem.build();
    }

    private static Problem refused(int status) {
        return switch (status) {
            case 404 ->
                Problem.of(
                        "not-found",
                        "There is nothing here",
                        404,
                        "Evidence is at /evidence/<tenantId>/<sha256>, as the member dataref of a result says it.");
            case 405 -> Problem.of("method", "The method does not fit", 405, "Evidence is read with GET.");
            case 406 ->
                Problem.of(
                        "accept",
                        "The answer would not be accepted",
                        406,
                        "Evidence is application/octet-stream, its zip application/zip, its facts application/json.");
            default ->
                Problem.of("refused", "The request failed", status, "The request failed with status " + status + ".");
        };
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
}
