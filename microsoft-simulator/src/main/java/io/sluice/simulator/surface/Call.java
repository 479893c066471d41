package io.sluice.simulator.surface;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.simulator.entra.AccessTokens.Caller;
import io.sluice.simulator.fault.Fault;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.http.ResponseStream;
import io.sluice.simulator.tenant.Registration;
import io.sluice.simulator.tenant.Tenant;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request that was let in.
 *
 * @param exchange the request and its answer
 * @param caller what the token says
 * @param tenant the tenant of the token
 * @param app the application as the tenant knows it now, which may be more, or less, than the token says
 * @param left how many calls are left to the caller
 * @param fault a fault that leaves the answer as it is, or nearly so
 */
public record Call(
        Exchange exchange,
        Caller caller,
        Tenant tenant,
        Registration app,
        long left,
        @Nullable Fault fault) {

    /** Writes the members of the JSON object that is the answer. */
    @FunctionalInterface
    public interface Body {
        /** Writes into an object that has been opened. */
        void write(JsonGenerator json) throws IOException;
    }

    /** Whether a fault breaks the answer off. */
    private boolean cut() {
        return fault != null && fault.effectiveKind() == Fault.Kind.TRUNCATE;
    }

    /** Whether a fault of this kind is on. */
    public boolean has(Fault.Kind kind) {
        return fault != null && fault.effectiveKind() == kind;
    }

    /** Answers 200 with a JSON object, streamed and compressed as the client likes it. */
    public void stream(String contentType, Body body) throws IOException {
        exchange.response()
                .setStatusCode(200)
                .putHeader("Content-Type", contentType)
                .putHeader("Vary", "Accept-Encoding");
        Encoding encoding = cut() ? Encoding.IDENTITY : Encoding.accepted(exchange.header("Accept-Encoding"));
        if (encoding != Encoding.IDENTITY) {
            exchange.response().putHeader("Content-Encoding", encoding.token());
        }
        ResponseStream response = new ResponseStream(exchange.response());
        if (cut()) {
            try (CutStream out = new CutStream(exchange, response)) {
                write(out, body);
            } catch (IOException e) {
                // The cut itself.
            }
        } else {
            write(encoding.over(response), body);
        }
    }

    private static void write(OutputStream out, Body body) throws IOException {
        JsonGenerator json = Json.MAPPER.createGenerator(out);
        json.writeStartObject();
        body.write(json);
        json.writeEndObject();
        json.close();
    }

    /** Answers with a short answer. */
    public void send(Answer answer) {
        answer.headers().forEach(exchange.response()::putHeader);
        exchange.send(answer.status(), answer.body());
    }
}
