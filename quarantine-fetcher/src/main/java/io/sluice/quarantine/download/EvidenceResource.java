package io.sluice.quarantine.download;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.sluice.audit.AuditUnavailable;
import io.sluice.audit.CurrentCaller;
import io.sluice.contracts.quarantine.Evidence;
import io.sluice.quarantine.evidence.EvidenceException;
import io.sluice.quarantine.evidence.EvidenceFacts;
import io.sluice.quarantine.evidence.EvidenceStore;
import io.sluice.quarantine.evidence.EvidenceStream;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Evidence over HTTP. Nothing is handed out before Kafka has acknowledged who gets it. The bytes are hostile: the
 * answer says everything that keeps a browser from showing them.
 */
@Path("/evidence/{tenantId: [0-9a-fA-F-]{36}}/{sha256: [0-9a-fA-F]{64}}")
@RunOnVirtualThread
@Tag(name = "Evidence", description = "Messages as they were received.")
public class EvidenceResource {

    private static final String ANALYST = "analyst";
    private static final String ZIP = "application/zip";

    private final EvidenceStore store;
    private final AuditTrail audit;
    private final CurrentCaller caller;
    private final CurrentVertxRequest request;

    EvidenceResource(EvidenceStore store, AuditTrail audit, CurrentCaller caller, CurrentVertxRequest request) {
        this.store = store;
        this.audit = audit;
        this.caller = caller;
        this.request = request;
    }

    /** Hands out a message byte for byte. */
    @GET
    @RolesAllowed(ANALYST)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            operationId = "downloadEvidence",
            summary = "Download a message as it was received",
            description =
                    "The bytes are hostile: do not open them where they can do harm. An answer that is shorter than"
                            + " its Content-Length says was damaged in the store.")
    @APIResponse(
            responseCode = "200",
            description = "The bytes; Repr-Digest has their SHA-256.",
            content = @Content(mediaType = "application/octet-stream"))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public Response download(@PathParam("tenantId") String tenantId, @PathParam("sha256") String sha256)
            throws EvidenceException, AuditUnavailable, NoSuchEvidence {
        EvidenceFacts facts = audited("evidence.download", tenantId, sha256, "bytes");
        StreamingOutput bytes = target -> {
            try (EvidenceStream message = store.open(tenantId, sha256)) {
                message.transferTo(target);
            }
        };
        return attachment(facts, "eml", MediaType.APPLICATION_OCTET_STREAM, bytes)
                .header(HttpHeaders.CONTENT_LENGTH, facts.size())
                .header("Repr-Digest", "sha-256=:" + base64(facts.sha256()) + ":")
                .build();
    }

    /** Hands out a message in a zip with a password. */
    @GET
    @Path("zip")
    @RolesAllowed(ANALYST)
    @Produces(ZIP)
    @Operation(
            operationId = "downloadEvidenceAsZip",
            summary = "Download a message in a zip with the password 'infected'",
            description =
                    "As malware analysts hand files around. The encryption is ZipCrypto, which every tool opens; it"
                            + " keeps scanners and double-clicks away, and nothing secret.")
    @APIResponse(responseCode = "200", description = "The zip.", content = @Content(mediaType = ZIP))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public Response zip(@PathParam("tenantId") String tenantId, @PathParam("sha256") String sha256)
            throws EvidenceException, AuditUnavailable, NoSuchEvidence {
        EvidenceFacts facts = audited("evidence.download", tenantId, sha256, "zip");
        StreamingOutput zip = target -> {
            try (EvidenceStream message = store.open(tenantId, sha256)) {
                InfectedZip.write(message, target);
            }
        };
        return attachment(facts, "zip", ZIP, zip).build();
    }

    /** Tells what is known of a message without its bytes. */
    @GET
    @Path("facts")
    @RolesAllowed(ANALYST)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getEvidenceFacts", summary = "See a message's digests, its size and how long it is kept")
    @APIResponse(
            responseCode = "200",
            description = "The facts.",
            content = @Content(schema = @Schema(implementation = Evidence.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public Response facts(@PathParam("tenantId") String tenantId, @PathParam("sha256") String sha256)
            throws EvidenceException, AuditUnavailable, NoSuchEvidence {
        EvidenceFacts facts = audited("evidence.facts", tenantId, sha256, "json");
        return Response.ok(store.describe(facts))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Looks the message up and writes down who wants it, whether there is one or not. */
    private EvidenceFacts audited(String action, String tenantId, String sha256, String format)
            throws EvidenceException, AuditUnavailable, NoSuchEvidence {
        Optional<EvidenceFacts> facts;
        try {
            facts = store.find(tenantId, sha256);
        } catch (EvidenceException failed) {
            write(action, failed.kind().name(), tenantId, sha256, format);
            throw failed;
        }
        write(action, facts.isPresent() ? "done" : "not-found", tenantId, sha256, format);
        return facts.orElseThrow(NoSuchEvidence::new);
    }

    private void write(String action, String outcome, String tenantId, String sha256, String format)
            throws AuditUnavailable {
        audit.write(
                action,
                outcome.toLowerCase(Locale.ROOT),
                caller.get().orElseThrow(),
                tenantId.toLowerCase(Locale.ROOT),
                Map.of("sha256", sha256.toLowerCase(Locale.ROOT), "format", format));
    }

    /** All that keeps a browser, a proxy or a cache from doing anything with it but saving it. */
    private Response.ResponseBuilder attachment(
            EvidenceFacts facts, String extension, String type, StreamingOutput bytes) {
        return Response.ok(new BrokenOff(bytes, request.getCurrent().request()), type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + facts.sha256() + "." + extension + "\"")
                .header(HttpHeaders.ETAG, "\"" + facts.sha256() + (extension.equals("zip") ? "-zip" : "") + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer");
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
