package io.sluice.local.simulator;

import com.fasterxml.jackson.core.type.TypeReference;
import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import io.sluice.local.http.PlainHttp;
import io.sluice.local.http.Reason;
import io.sluice.local.http.Repetition;
import io.sluice.local.http.Repetition.Attempt;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The simulator's control API. */
public final class ControlApi {

    private final HttpClient http = PlainHttp.client(Duration.ofSeconds(5));
    private final URI control;
    private final Repetition repetition;

    /** Takes the ports of the stack whose simulator is meant. */
    public ControlApi(Ports ports) {
        this(Ports.http(ports.simulatorControl()));
    }

    /** Takes the address of a simulator's control API. */
    public ControlApi(URI control) {
        this(control, Repetition.SHORT);
    }

    ControlApi(URI control, Repetition repetition) {
        this.control = control;
        this.repetition = repetition;
    }

    /** Returns the customers' tenants that the simulator plays. */
    public List<SimulatedTenant> tenants() throws InterruptedException {
        return read("/tenants", body -> Json.MAPPER.readValue(body, new TypeReference<List<SimulatedTenant>>() {}));
    }

    /** Returns the true versions of a tenant's alerts. */
    public List<TrueAlert> alerts(String tenantId) throws InterruptedException {
        return lines("/truth/alerts?tenant=" + tenantId, TrueAlert.class);
    }

    /** Returns the true versions of a tenant's incidents. */
    public List<TrueIncident> incidents(String tenantId) throws InterruptedException {
        return lines("/truth/incidents?tenant=" + tenantId, TrueIncident.class);
    }

    /** Returns the true versions of the alerts in a tenant's Sentinel. */
    public List<TrueSentinelAlert> sentinelAlerts(String tenantId) throws InterruptedException {
        return lines("/truth/sentinel/alerts?tenant=" + tenantId, TrueSentinelAlert.class);
    }

    /** Returns the true versions of the incidents in a tenant's Sentinel. */
    public List<TrueSentinelIncident> sentinelIncidents(String tenantId) throws InterruptedException {
        return lines("/truth/sentinel/incidents?tenant=" + tenantId, TrueSentinelIncident.class);
    }

    /** Returns what each alert of a tenant is truly part of, of Defender's and Sentinel's; once for each version. */
    public List<TruePart> parts(String tenantId) throws InterruptedException {
        List<TruePart> parts = new ArrayList<>(lines("/truth/alerts?tenant=" + tenantId, TruePart.class));
        parts.addAll(lines("/truth/sentinel/alerts?tenant=" + tenantId, TruePart.class));
        return parts;
    }

    /** Stops all change in the simulated world, until {@link #resume()}. */
    public void pause() throws InterruptedException {
        repeated(() -> send("POST", "/pause", BodyPublishers.noBody()));
    }

    /** Lets the simulated world go on. */
    public void resume() throws InterruptedException {
        repeated(() -> send("POST", "/resume", BodyPublishers.noBody()));
    }

    /**
     * Makes an incident appear in a tenant at once, also during a pause.
     *
     * @param alerts how many alerts it has
     * @param alertBytes the bytes of evidence in each alert, besides the rest of it
     */
    public void orderGiant(String tenantId, int alerts, int alertBytes) throws InterruptedException {
        String order = "{\"kind\":\"giant\",\"alerts\":" + alerts + ",\"alertBytes\":" + alertBytes + "}";
        once(() -> send("POST", "/tenants/" + tenantId + "/incidents", BodyPublishers.ofString(order)));
    }

    /**
     * Uploads a certificate to the app registration that a tenant's connections use, as an administrator would in the
     * portal.
     *
     * @param certificate the public certificate in DER or PEM
     */
    public void uploadCertificate(SimulatedTenant tenant, byte[] certificate) throws InterruptedException {
        String path = "/tenants/" + tenant.tenantId() + "/registrations/" + tenant.clientId() + "/certificates";
        once(() -> send("POST", path, BodyPublishers.ofByteArray(certificate)));
    }

    /**
     * Puts a message into a tenant's quarantine.
     *
     * @param size its bytes, which are made up
     */
    public HeldMessage hold(String tenantId, String recipient, long size) throws InterruptedException {
        String path = "/tenants/" + tenantId + "/quarantine?size=" + size + "&recipient="
                + URLEncoder.encode(recipient, StandardCharsets.UTF_8);
        return once(() -> Json.read(send("POST", path, BodyPublishers.noBody()), HeldMessage.class));
    }

    /** Takes a message out of a tenant's quarantine. */
    public void release(String tenantId, String networkMessageId) throws InterruptedException {
        once(() -> send("DELETE", "/tenants/" + tenantId + "/quarantine/" + networkMessageId, BodyPublishers.noBody()));
    }

    private <T> List<T> lines(String path, Class<T> type) throws InterruptedException {
        return read(path, body -> {
            try (var values = Json.MAPPER.readerFor(type).<T>readValues(body)) {
                return values.readAll();
            }
        });
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(InputStream body) throws IOException;
    }

    private <T> T read(String path, Reading<T> reading) throws InterruptedException {
        return repeated(() -> {
            HttpResponse<InputStream> answer =
                    http.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw refused("GET", path, answer.statusCode());
                }
                return reading.of(body);
            }
        });
    }

    private byte[] send(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                http.send(request(path).method(method, body).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            throw refused(method, path, answer.statusCode());
        }
        return answer.body();
    }

    /** Does what may be done twice. */
    private <T> T repeated(Attempt<T> attempt) throws InterruptedException {
        return once(() -> repetition.of(attempt));
    }

    private <T> T once(Attempt<T> attempt) throws InterruptedException {
        try {
            return attempt.make();
        } catch (IOException e) {
            throw new UserError(
                    "The simulator's control API does not answer at " + control + " (" + Reason.of(e)
                            + "): is the stack up? ./sluice status tells.",
                    e);
        }
    }

    private static UserError refused(String method, String path, int status) {
        return new UserError("The simulator answered " + method + " " + path + " with HTTP " + status
                + "; see ./sluice logs microsoft-simulator.");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(control.resolve(path)).timeout(Duration.ofMinutes(1));
    }
}
