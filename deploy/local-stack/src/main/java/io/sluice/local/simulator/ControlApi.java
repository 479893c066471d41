package io.sluice.local.simulator;

import com.fasterxml.jackson.core.type.TypeReference;
import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The simulator's control API. */
public final class ControlApi {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Ports ports;

    /** Takes the ports of the stack whose simulator is meant. */
    public ControlApi(Ports ports) {
        this.ports = ports;
    }

    /** Returns the customers' tenants that the simulator plays. */
    public List<SimulatedTenant> tenants() throws InterruptedException {
        try (InputStream body = open("/tenants")) {
            return Json.MAPPER.readValue(body, new TypeReference<List<SimulatedTenant>>() {});
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Returns the true versions of a tenant's alerts. */
    public List<TrueAlert> alerts(String tenantId) throws InterruptedException {
        return lines("/truth/alerts?tenant=" + tenantId, TrueAlert.class);
    }

    /** Returns the true versions of a tenant's incidents. */
    public List<TrueIncident> incidents(String tenantId) throws InterruptedException {
        return lines("/truth/incidents?tenant=" + tenantId, TrueIncident.class);
    }

    /** Stops all change in the simulated world, until {@link #resume()}. */
    public void pause() throws InterruptedException {
        post("/pause");
    }

    /** Lets the simulated world go on. */
    public void resume() throws InterruptedException {
        post("/resume");
    }

    /**
     * Uploads a certificate to the app registration that a tenant's connections use, as an administrator would in the
     * portal.
     *
     * @param certificate the public certificate in DER or PEM
     */
    public void uploadCertificate(SimulatedTenant tenant, byte[] certificate) throws InterruptedException {
        post(
                "/tenants/" + tenant.tenantId() + "/registrations/" + tenant.clientId() + "/certificates",
                HttpRequest.BodyPublishers.ofByteArray(certificate));
    }

    /**
     * Puts a message into a tenant's quarantine.
     *
     * @param size its bytes, which are made up
     */
    public HeldMessage hold(String tenantId, String recipient, long size) throws InterruptedException {
        String answer = post(
                "/tenants/" + tenantId + "/quarantine?size=" + size + "&recipient="
                        + URLEncoder.encode(recipient, StandardCharsets.UTF_8),
                HttpRequest.BodyPublishers.noBody());
        try {
            return Json.read(answer.getBytes(StandardCharsets.UTF_8), HeldMessage.class);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Takes a message out of a tenant's quarantine. */
    public void release(String tenantId, String networkMessageId) throws InterruptedException {
        send("DELETE", "/tenants/" + tenantId + "/quarantine/" + networkMessageId, HttpRequest.BodyPublishers.noBody());
    }

    private <T> List<T> lines(String path, Class<T> type) throws InterruptedException {
        try (InputStream body = open(path);
                var values = Json.MAPPER.readerFor(type).<T>readValues(body)) {
            return values.readAll();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private InputStream open(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw new UserError("The simulator answered GET " + path + " with HTTP " + answer.statusCode()
                    + "; see ./sluice logs microsoft-simulator.");
        }
        return answer.body();
    }

    private void post(String path) throws InterruptedException {
        post(path, HttpRequest.BodyPublishers.noBody());
    }

    private String post(String path, HttpRequest.BodyPublisher body) throws InterruptedException {
        return send("POST", path, body);
    }

    private String send(String method, String path, HttpRequest.BodyPublisher body) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    request(path).method(method, body).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() >= 300) {
                throw new UserError("The simulator answered " + method + " " + path + " with HTTP "
                        + answer.statusCode() + "; see ./sluice logs microsoft-simulator.");
            }
            return answer.body();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(Ports.http(ports.simulatorControl()).resolve(path))
                .timeout(Duration.ofMinutes(1));
    }

    private UserError unreachable(IOException e) {
        return new UserError(
                "The simulator's control API does not answer at port " + ports.simulatorControl() + " ("
                        + e.getClass().getSimpleName() + "): is the stack up? ./sluice status tells.",
                e);
    }
}
