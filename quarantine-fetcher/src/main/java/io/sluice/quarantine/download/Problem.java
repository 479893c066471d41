package io.sluice.quarantine.download;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a request failed: RFC 9457, {@code application/problem+json}. */
@Schema(description = "Why a request failed (RFC 9457).")
public record Problem(
        @Schema(description = "Names the kind of problem.", examples = "urn:sluice:problem:not-found")
        String type,

        @Schema(description = "The kind of problem in words.")
        String title,

        @Schema(description = "The HTTP status.") int status,

        @Schema(description = "What is wrong here, and what to do.")
        String detail) {

    /** The media type of problem documents. */
    public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    static Problem of(String kind, String title, int status, String detail) {
        return new Problem("urn:sluice:problem:" + kind, title, status, detail);
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
