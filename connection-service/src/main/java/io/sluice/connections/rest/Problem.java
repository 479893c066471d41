package io.sluice.connections.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.connections.trial.TrialReport;
import io.sluice.microsoft.failure.FailureDocument;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a request failed: RFC 9457, {@code application/problem+json}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Why a request failed (RFC 9457).")
public record Problem(
        @Schema(description = "Names the kind of problem.", examples = "urn:sluice:problem:validation")
        String type,

        @Schema(description = "The kind of problem in words.")
        String title,

        @Schema(description = "The HTTP status.") int status,

        @Schema(description = "What is wrong here, and what to do.")
        String detail,

        @Schema(description = "What is wrong with which field of the body.") @Nullable
        List<Violation> violations,

        @Schema(description = "What Microsoft said, for the type urn:sluice:problem:microsoft.") @Nullable
        FailureDocument failure,

        @Schema(description = "What the test found, for the type urn:sluice:problem:test-failed.") @Nullable
        TrialReport report) {

    /** The media type of problem documents. */
    public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    /** What is wrong with a field. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(description = "What is wrong with a field of the body.")
    public record Violation(
            @Schema(description = "The field, with its parents.", examples = "capabilities.defenderIncidents")
            String field,

            @Schema(description = "What was expected.") String message,

            @Schema(description = "The name of the connection, in a list of connections.") @Nullable
            String connection) {

        Violation(String field, String message) {
            this(field, message, null);
        }
    }

    /** Makes a problem without further members. */
    static Problem of(String kind, String title, int status, String detail) {
        return new Problem("urn:sluice:problem:" + kind, title, status, detail, null, null, null);
    }

    /** Makes a problem with fields of the body. */
    static Problem violations(String detail, List<Violation> violations) {
        return new Problem(
                "urn:sluice:problem:validation",
                "The body is not valid",
                400,
                detail,
                List.copyOf(violations),
                null,
                null);
    }

    /** Returns the answer. */
    Response response() {
        return builder().build();
    }

    /** Returns the answer, to which headers can be added. */
    Response.ResponseBuilder builder() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }
}
