package io.sluice.simulator.control;

import com.fasterxml.jackson.core.JacksonException;
import io.sluice.simulator.engine.TenantEngine;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.incident.Incident;
import io.sluice.simulator.tenant.ClientSecret;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.Registration;
import io.sluice.simulator.tenant.Resource;
import io.sluice.simulator.tenant.Tenant;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The control API: tenants, registrations, pause and orders of incidents. */
public final class ControlRoutes {

    private static final int LARGEST_ORDER = 20_000;

    private final Directory directory;
    private final Simulation simulation;

    /** Controls this simulation and its tenants. */
    public ControlRoutes(Directory directory, Simulation simulation) {
        this.directory = directory;
        this.simulation = simulation;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/tenants", this::tenants)
                .withBody(HttpMethod.POST, "/tenants/:tenant/incidents", this::order)
                .get("/tenants/:tenant/registrations/:client", this::registration)
                .withBody(HttpMethod.PUT, "/tenants/:tenant/registrations/:client", this::change)
                .method(HttpMethod.POST, "/pause", exchange -> {
                    simulation.pause();
                    exchange.empty(204);
                })
                .method(HttpMethod.POST, "/resume", exchange -> {
                    simulation.resume();
                    exchange.empty(204);
                });
    }

    private void tenants(Exchange exchange) {
        List<Map<String, Object>> tenants = new ArrayList<>();
        for (Tenant tenant : directory.customers()) {
            Registration app =
                    directory.registration(tenant, Directory.CUSTOMER_CLIENT_ID).orElseThrow();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", tenant.name());
            row.put("tenantId", tenant.id());
            row.put("domain", tenant.domain());
            row.put("clientId", app.clientId());
            row.put(
                    "clientSecret",
                    app.secrets().isEmpty() ? null : app.secrets().getLast().value());
            tenants.add(row);
        }
        exchange.json(200, tenants);
    }

    private static void problem(Exchange exchange, int status, String detail) {
        exchange.json(status, Map.of("detail", detail));
    }

    // ---- orders

    /**
     * What a test wants to happen.
     *
     * @param kind giant, ties, chain, loop or scenario
     * @param alerts of a giant: how many; 1000 when absent
     * @param alertBytes of a giant: bytes of evidence in each alert; 2000 when absent
     * @param incidents of ties: how many; 120 when absent
     * @param length of a chain or loop: how many incidents; 3 when absent
     * @param name of a scenario
     */
    public record IncidentOrder(
            String kind,
            @Nullable Integer alerts,
            @Nullable Integer alertBytes,
            @Nullable Integer incidents,
            @Nullable Integer length,
            @Nullable String name) {

        static int bounded(@Nullable Integer value, int otherwise, int most) {
            int number = value == null ? otherwise : value;
            if (number < 1 || number > most) {
                throw new IllegalArgumentException("A number must be between 1 and " + most);
            }
            return number;
        }

        /** What it does, or nothing if there is no such kind. */
        Optional<Function<TenantEngine, Optional<List<Incident>>>> asAction() {
            return Optional.ofNullable(
                    switch (String.valueOf(kind)) {
                        case "giant" -> {
                            int count = bounded(alerts, 1000, LARGEST_ORDER);
                            int bytes = bounded(alertBytes, 2000, 100_000_000);
                            yield engine -> Optional.of(List.of(engine.giant(count, bytes)));
                        }
                        case "ties" -> {
                            int count = bounded(incidents, 120, LARGEST_ORDER);
                            yield engine -> Optional.of(engine.ties(count));
                        }
                        case "chain", "loop" -> {
                            int count = bounded(length, 3, 1000);
                            yield engine -> Optional.of(engine.redirects(count, "loop".equals(kind)));
                        }
                        case "scenario" ->
                            engine -> engine.play(String.valueOf(name)) ? Optional.of(List.of()) : Optional.empty();
                        default -> null;
                    });
        }
    }

    private void order(Exchange exchange) throws IOException {
        Optional<Tenant> tenant = directory.tenant(exchange.path("tenant"));
        if (tenant.isEmpty()) {
            problem(exchange, 404, "There is no such tenant");
            return;
        }
        try {
            IncidentOrder order = exchange.body(IncidentOrder.class);
            Optional<Function<TenantEngine, Optional<List<Incident>>>> action = order.asAction();
            if (action.isEmpty()) {
                problem(exchange, 400, "kind must be giant, ties, chain, loop or scenario");
                return;
            }
            Optional<Optional<List<Incident>>> result = simulation.order(tenant.get(), action.get());
            if (result.isEmpty()) {
                problem(exchange, 409, "Nothing happens in this tenant");
            } else if (result.get().isEmpty()) {
                problem(exchange, 404, "There is no such scenario");
            } else {
                exchange.json(
                        201,
                        Map.of(
                                "incidentIds",
                                result.get().get().stream()
                                        .map(incident -> Long.toString(incident.id()))
                                        .toList()));
            }
        } catch (JacksonException e) {
            problem(exchange, 400, e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            problem(exchange, 400, String.valueOf(e.getMessage()));
        }
    }

    // ---- registrations

    /**
     * A secret to register.
     *
     * @param id its id; made up when absent
     * @param value its value
     * @param expiresAt when it expires; never when absent
     */
    public record SecretChange(
            @Nullable String id, String value, @Nullable Instant expiresAt) {

        /** Never the value. */
        @Override
        public String toString() {
            return "SecretChange[" + id + "]";
        }
    }

    /**
     * A change of a registration; what is absent stays.
     *
     * @param displayName name
     * @param enabled whether tokens are issued
     * @param secrets all its secrets
     * @param certificates all its certificates, each in PEM
     * @param roles consented roles by the resource's name, id or identifier URI
     */
    public record RegistrationChange(
            @Nullable String displayName,
            @Nullable Boolean enabled,
            @Nullable List<SecretChange> secrets,
            @Nullable List<String> certificates,
            @Nullable Map<String, List<String>> roles) {}

    private void registration(Exchange exchange) {
        Optional<Registration> app = directory
                .tenant(exchange.path("tenant"))
                .flatMap(tenant -> directory.registration(tenant, exchange.path("client")));
        if (app.isEmpty()) {
            problem(exchange, 404, "There is no such registration");
            return;
        }
        exchange.json(200, view(app.get()));
    }

    private static Map<String, Object> view(Registration app) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("clientId", app.clientId());
        view.put("displayName", app.displayName());
        view.put("objectId", app.objectId());
        view.put("enabled", app.enabled());
        view.put("secrets", app.secrets());
        view.put(
                "certificates",
                app.certificates().stream()
                        .map(certificate -> Map.of(
                                "subject",
                                certificate.getSubjectX500Principal().getName(),
                                "notAfter",
                                certificate.getNotAfter().toInstant()))
                        .toList());
        view.put("roles", app.roles());
        return view;
    }

    private void change(Exchange exchange) throws IOException {
        Optional<Tenant> tenant = directory.tenant(exchange.path("tenant"));
        if (tenant.isEmpty()) {
            problem(exchange, 404, "There is no such tenant");
            return;
        }
        try {
            Registration changed =
                    changed(tenant.get(), exchange.path("client"), exchange.body(RegistrationChange.class));
            directory.put(tenant.get(), changed);
            exchange.json(200, view(changed));
        } catch (JacksonException e) {
            problem(exchange, 400, e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            problem(exchange, 400, String.valueOf(e.getMessage()));
        } catch (CertificateException e) {
            problem(exchange, 400, "A certificate is not PEM: " + e.getMessage());
        }
    }

    private Registration changed(Tenant tenant, String clientId, RegistrationChange change)
            throws CertificateException {
        Registration old = directory
                .registration(tenant, clientId)
                .orElseGet(() -> new Registration(
                        clientId, clientId, UUID.randomUUID().toString(), true, List.of(), List.of(), Map.of()));
        List<X509Certificate> certificates = new ArrayList<>(old.certificates());
        if (change.certificates() != null) {
            certificates.clear();
            for (String pem : change.certificates()) {
                certificates.add(certificate(pem));
            }
        }
        return new Registration(
                old.clientId(),
                change.displayName() == null ? old.displayName() : change.displayName(),
                old.objectId(),
                change.enabled() == null ? old.enabled() : change.enabled(),
                change.secrets() == null
                        ? old.secrets()
                        : change.secrets().stream()
                                .map(secret -> new ClientSecret(
                                        secret.id() == null ? UUID.randomUUID().toString() : secret.id(),
                                        secret.value(),
                                        secret.expiresAt()))
                                .toList(),
                certificates,
                change.roles() == null ? old.roles() : byResource(tenant, change.roles()));
    }

    private Map<String, List<String>> byResource(Tenant tenant, Map<String, List<String>> roles) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        roles.forEach((resource, granted) -> byName.put(
                Resource.find(directory.resources(tenant), resource)
                        .orElseThrow(() -> new IllegalArgumentException("There is no resource " + resource))
                        .name(),
                granted));
        return byName;
    }

    private static X509Certificate certificate(String pem) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
