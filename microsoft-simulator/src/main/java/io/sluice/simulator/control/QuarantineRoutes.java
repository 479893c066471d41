package io.sluice.simulator.control;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.http.ResponseStream;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.quarantine.BodyEncoding;
import io.sluice.simulator.quarantine.Cause;
import io.sluice.simulator.quarantine.Quarantine;
import io.sluice.simulator.quarantine.Quarantine.Claim;
import io.sluice.simulator.quarantine.Quarantined;
import io.sluice.simulator.quarantine.ReleaseStatus;
import io.sluice.simulator.quarantine.Row;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.Tenant;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The part of the control API that knows what lies in the quarantines, and changes it. */
public final class QuarantineRoutes {

    private static final String PATH = "/tenants/:tenant/quarantine";
    private static final long LARGEST_MESSAGE = 64L * 1024 * 1024;
    private static final long LARGEST_GENERATED = 1024L * 1024 * 1024;

    private final Directory directory;
    private final Quarantine quarantine;

    /** Serves the quarantines of these tenants. */
    public QuarantineRoutes(Directory directory, Quarantine quarantine) {
        this.directory = directory;
        this.quarantine = quarantine;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get(PATH, forTenant(this::truth))
                .withRawBody(HttpMethod.POST, PATH, LARGEST_MESSAGE, forTenant(this::add))
                .get(PATH + "/:id", forTenant(this::one))
                .get(PATH + "/:id/eml", forTenant(this::bytes))
                .method(HttpMethod.DELETE, PATH + "/:id", forTenant(this::remove))
                .method(HttpMethod.PUT, PATH + "/:id/status/:status", forTenant(this::decide));
    }

    private interface Action {
        void run(Tenant tenant, Exchange exchange) throws IOException;
    }

    private Routes.Blocking forTenant(Action action) {
        return exchange -> {
            Optional<Tenant> tenant = directory.meant(exchange.path("tenant"));
            if (tenant.isEmpty()) {
                exchange.problem(404, ControlRoutes.NO_TENANT);
                return;
            }
            try {
                action.run(tenant.get(), exchange);
            } catch (DateTimeParseException | NumberFormatException e) {
                exchange.problem(400, "size is a number of bytes, age a duration such as PT5M");
            } catch (IllegalArgumentException e) {
                exchange.problem(400, String.valueOf(e.getMessage()));
            }
        };
    }

    // ---- what is there

    private void truth(Tenant tenant, Exchange exchange) throws IOException {
        String origin = exchange.context().request().getParam("origin", "").toUpperCase(Locale.ROOT);
        exchange.response().setStatusCode(200).putHeader("Content-Type", "application/x-ndjson");
        try (JsonGenerator json = Json.MAPPER
                .createGenerator(new ResponseStream(exchange.response()))
                .setRootValueSeparator(null)) {
            for (Quarantined message : quarantine.all(tenant)) {
                if (origin.isEmpty() || message.origin().name().equals(origin)) {
                    tell(json, tenant, message);
                    json.writeRaw('\n');
                }
            }
        }
    }

    private void one(Tenant tenant, Exchange exchange) throws IOException {
        Optional<Quarantined> message = quarantine.message(tenant, exchange.path("id"));
        if (message.isEmpty()) {
            notThere(exchange);
            return;
        }
        show(exchange, 200, tenant, message.get());
    }

    private void show(Exchange exchange, int status, Tenant tenant, Quarantined message) throws IOException {
        exchange.response().setStatusCode(status).putHeader("Content-Type", "application/json; charset=utf-8");
        try (JsonGenerator json = Json.MAPPER.createGenerator(new ResponseStream(exchange.response()))) {
            tell(json, tenant, message);
        }
    }

    private void tell(JsonGenerator json, Tenant tenant, Quarantined message) throws IOException {
        json.writeStartObject();
        json.writeStringField("tenantId", tenant.id());
        json.writeStringField("networkMessageId", message.networkMessageId());
        texts(
                json,
                "identities",
                quarantine.rows(message).stream().map(Row::identity).toList());
        json.writeStringField("origin", message.origin().name().toLowerCase(Locale.ROOT));
        json.writeStringField("attackId", message.attackId());
        json.writeStringField("internetMessageId", message.internetMessageId());
        json.writeStringField("sender", message.sender());
        texts(json, "recipients", message.recipients());
        json.writeStringField("subject", message.subject());
        json.writeStringField("received", message.received().toString());
        json.writeStringField("expires", message.expires().toString());
        json.writeStringField("type", message.cause().quarantineType());
        json.writeStringField("releaseStatus", message.status().title());
        json.writeBooleanField("blockedSender", message.blockedSender());
        json.writeStringField("bodyEncoding", message.encoding().token());
        json.writeNumberField("size", message.bytes().size());
        json.writeStringField("sha256", sha256(message));
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static String sha256(Quarantined message) throws IOException {
        try (InputStream in = message.bytes().open()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[64 * 1024];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                digest.update(chunk, 0, length);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    private void bytes(Tenant tenant, Exchange exchange) throws IOException {
        Optional<Quarantined> message = quarantine.message(tenant, exchange.path("id"));
        if (message.isEmpty()) {
            notThere(exchange);
            return;
        }
        exchange.response().setStatusCode(200).putHeader("Content-Type", "message/rfc822");
        try (InputStream in = message.get().bytes().open();
                OutputStream out = new ResponseStream(exchange.response())) {
            in.transferTo(out);
        }
    }

    // ---- changes

    private void add(Tenant tenant, Exchange exchange) throws IOException {
        MultiMap asked = exchange.context().queryParams();
        String type = said(asked, "type", Cause.PHISH.quarantineType());
        String encoding = said(asked, "encoding", BodyEncoding.BASE64.token());
        Claim claim = new Claim(
                asked.getAll("recipient"),
                said(asked, "sender", ""),
                said(asked, "subject", ""),
                Duration.parse(said(asked, "age", "PT1M")),
                Cause.named(type)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "There is no type " + type + ", but " + String.join(", ", Cause.names()))),
                BodyEncoding.named(encoding)
                        .orElseThrow(() -> new IllegalArgumentException("encoding is Base64, 7bit or binary")));
        byte[] body = exchange.body();
        if (asked.contains("size") == (body.length > 0)) {
            throw new IllegalArgumentException(
                    "Send the bytes of a message, or say size=<bytes> for one that is made up");
        }
        Quarantined message;
        if (body.length > 0) {
            message = quarantine.add(tenant, body, claim);
        } else {
            long size = Long.parseLong(said(asked, "size", ""));
            if (size > LARGEST_GENERATED) {
                throw new IllegalArgumentException("A message has at most " + LARGEST_GENERATED + " bytes");
            }
            message = quarantine.add(tenant, size, claim);
        }
        show(exchange, 201, tenant, message);
    }

    private static String said(MultiMap asked, String name, String otherwise) {
        return Objects.requireNonNullElse(asked.get(name), otherwise);
    }

    private void remove(Tenant tenant, Exchange exchange) {
        if (quarantine.remove(tenant, exchange.path("id"))) {
            exchange.empty(204);
        } else {
            notThere(exchange);
        }
    }

    private void decide(Tenant tenant, Exchange exchange) {
        String asked = exchange.path("status");
        for (ReleaseStatus status : ReleaseStatus.values()) {
            if (status.title().equalsIgnoreCase(asked)) {
                if (quarantine.decide(tenant, exchange.path("id"), status)) {
                    exchange.empty(204);
                } else {
                    notThere(exchange);
                }
                return;
            }
        }
        throw new IllegalArgumentException("There is no status " + asked + ", but NotReleased, Released and so on");
    }

    private static void notThere(Exchange exchange) {
        exchange.problem(
                404, "There is no such message in the quarantine; GET …/quarantine lists all by networkMessageId");
    }
}
