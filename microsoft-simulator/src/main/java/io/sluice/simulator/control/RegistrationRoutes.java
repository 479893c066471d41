package io.sluice.simulator.control;

import com.fasterxml.jackson.core.JacksonException;
import io.sluice.simulator.http.Exchange;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.http.Routes;
import io.sluice.simulator.tenant.AzureRole;
import io.sluice.simulator.tenant.ClientSecret;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.DirectoryRole;
import io.sluice.simulator.tenant.Registration;
import io.sluice.simulator.tenant.Resource;
import io.sluice.simulator.tenant.Tenant;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of the control API that does what an administrator does in the portal with an app registration. */
public final class RegistrationRoutes {

    private static final String PATH = "/tenants/:tenant/registrations/:client";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Directory directory;

    /** Serves the registrations of this directory. */
    public RegistrationRoutes(Directory directory) {
        this.directory = directory;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get(PATH, answering((tenant, exchange) -> show(exchange, existing(tenant, exchange))))
                .withRawBody(HttpMethod.PUT, PATH, answering(this::change))
                .withRawBody(HttpMethod.POST, PATH + "/certificates", answering(this::addCertificate))
                .method(HttpMethod.DELETE, PATH + "/certificates/:thumbprint", answering(this::removeCertificate))
                .withRawBody(HttpMethod.POST, PATH + "/secrets", answering(this::addSecret))
                .method(HttpMethod.DELETE, PATH + "/secrets/:id", answering(this::removeSecret))
                .withRawBody(
                        HttpMethod.PUT,
                        PATH + "/consents/:resource",
                        answering((tenant, exchange) -> consent(tenant, exchange, words(exchange))))
                .method(
                        HttpMethod.DELETE,
                        PATH + "/consents/:resource",
                        answering((tenant, exchange) -> consent(tenant, exchange, List.of())))
                .withRawBody(HttpMethod.PUT, PATH + "/directoryRoles", answering((tenant, exchange) -> {
                    Set<DirectoryRole> roles = directoryRoles(words(exchange));
                    show(exchange, changed(tenant, exchange, app -> app.directoryRoles(roles)));
                }))
                .withRawBody(HttpMethod.PUT, PATH + "/azureRoles", answering((tenant, exchange) -> {
                    Set<AzureRole> roles = azureRoles(words(exchange));
                    show(exchange, changed(tenant, exchange, app -> app.azureRoles(roles)));
                }));
    }

    /** Something that can be told to a person. */
    private static final class Mistake extends RuntimeException {
        private final int status;

        private Mistake(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private interface Action {
        void run(Tenant tenant, Exchange exchange) throws IOException, CertificateException;
    }

    private Routes.Blocking answering(Action action) {
        return exchange -> {
            try {
                Tenant tenant = directory
                        .meant(exchange.path("tenant"))
                        .orElseThrow(() -> new Mistake(404, ControlRoutes.NO_TENANT));
                action.run(tenant, exchange);
            } catch (Mistake e) {
                exchange.problem(e.status, String.valueOf(e.getMessage()));
            } catch (JacksonException e) {
                exchange.problem(400, e.getOriginalMessage());
            } catch (CertificateException e) {
                exchange.problem(
                        400,
                        "The body is no certificate in DER (.cer) or PEM. With curl: --data-binary @connection.cer");
            }
        };
    }

    private Registration existing(Tenant tenant, Exchange exchange) {
        return directory.registration(tenant, exchange.path("client")).orElseThrow(() -> noRegistration(exchange));
    }

    private static Mistake noRegistration(Exchange exchange) {
        return new Mistake(
                404,
                "There is no registration " + exchange.path("client") + " in this tenant; PUT " + "{\"displayName\":…}"
                        + " to its address makes one");
    }

    private Registration changed(Tenant tenant, Exchange exchange, Function<Registration, Registration> change) {
        return directory
                .change(tenant, exchange.path("client"), change::apply)
                .orElseThrow(() -> noRegistration(exchange));
    }

    private static List<String> words(Exchange exchange) throws IOException {
        try {
            return List.of(exchange.body(String[].class));
        } catch (JacksonException | NullPointerException e) {
            throw new Mistake(400, "The body must be a JSON array of names, such as [\"Security Reader\"]");
        }
    }

    // ---- what it looks like

    private static void show(Exchange exchange, Registration app) {
        exchange.json(200, view(app));
    }

    private static Map<String, Object> view(Registration app) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("clientId", app.clientId());
        view.put("displayName", app.displayName());
        view.put("objectId", app.objectId());
        view.put("enabled", app.enabled());
        view.put(
                "secrets",
                app.secrets().stream().map(RegistrationRoutes::withoutValue).toList());
        view.put(
                "certificates",
                app.certificates().stream().map(Certificates::view).toList());
        view.put("roles", app.roles());
        view.put(
                "directoryRoles",
                app.directoryRoles().stream().map(DirectoryRole::title).sorted().toList());
        view.put(
                "azureRoles",
                app.azureRoles().stream().map(AzureRole::title).sorted().toList());
        return view;
    }

    private static Map<String, Object> withoutValue(ClientSecret secret) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", secret.id());
        view.put("hint", secret.value().substring(0, Math.min(3, secret.value().length())));
        view.put("expiresAt", secret.expiresAt());
        return view;
    }

    // ---- all at once

    private void change(Tenant tenant, Exchange exchange) throws IOException, CertificateException {
        RegistrationChange change = exchange.body(RegistrationChange.class);
        String clientId = exchange.path("client");
        Registration app = directory
                .registration(tenant, clientId)
                .orElseGet(() -> Registration.named(
                        clientId.toLowerCase(Locale.ROOT), UUID.randomUUID().toString()));
        if (change.displayName() != null) {
            app = app.displayName(change.displayName());
        }
        if (change.enabled() != null) {
            app = app.enabled(change.enabled());
        }
        if (change.secrets() != null) {
            app = app.secrets(change.secrets().stream()
                    .map(secret -> new ClientSecret(
                            secret.id() == null ? UUID.randomUUID().toString() : secret.id(),
                            secret.value(),
                            secret.expiresAt()))
                    .toList());
        }
        if (change.certificates() != null) {
            List<X509Certificate> certificates = new ArrayList<>();
            for (String pem : change.certificates()) {
                certificates.add(Certificates.read(pem));
            }
            app = app.certificates(certificates);
        }
        if (change.roles() != null) {
            app = app.roles(Map.of());
            for (Map.Entry<String, List<String>> granted : change.roles().entrySet()) {
                app = app.consent(resource(tenant, granted.getKey(), 400), granted.getValue());
            }
        }
        if (change.directoryRoles() != null) {
            app = app.directoryRoles(directoryRoles(change.directoryRoles()));
        }
        if (change.azureRoles() != null) {
            app = app.azureRoles(azureRoles(change.azureRoles()));
        }
        directory.put(tenant, app);
        show(exchange, app);
    }

    private Resource resource(Tenant tenant, String name, int otherwise) {
        return Resources.meant(directory.usual(tenant), name)
                .orElseThrow(() -> new Mistake(otherwise, Resources.unknown(directory.usual(tenant), name)));
    }

    private static Set<DirectoryRole> directoryRoles(List<String> names) {
        Set<DirectoryRole> roles = new LinkedHashSet<>();
        for (String name : names) {
            roles.add(DirectoryRole.find(name)
                    .orElseThrow(() -> new Mistake(
                            400,
                            "There is no directory role " + name + ", but "
                                    + String.join(", ", DirectoryRole.titles()))));
        }
        return roles;
    }

    private static Set<AzureRole> azureRoles(List<String> names) {
        Set<AzureRole> roles = new LinkedHashSet<>();
        for (String name : names) {
            roles.add(AzureRole.find(name)
                    .orElseThrow(() -> new Mistake(
                            400, "There is no Azure role " + name + ", but " + String.join(", ", AzureRole.titles()))));
        }
        return roles;
    }

    // ---- one by one

    private void addCertificate(Tenant tenant, Exchange exchange) throws CertificateException {
        X509Certificate certificate = Certificates.read(exchange.body());
        String thumbprint = Certificates.thumbprint(certificate);
        changed(tenant, exchange, app -> {
            List<X509Certificate> all = new ArrayList<>(app.certificates());
            all.removeIf(it -> Certificates.thumbprint(it).equals(thumbprint));
            all.add(certificate);
            return app.certificates(all);
        });
        exchange.json(201, Certificates.view(certificate));
    }

    private void removeCertificate(Tenant tenant, Exchange exchange) {
        String thumbprint = exchange.path("thumbprint").replace(":", "").toUpperCase(Locale.ROOT);
        if (existing(tenant, exchange).certificates().stream()
                .noneMatch(it -> Certificates.thumbprint(it).equals(thumbprint))) {
            throw new Mistake(404, "The registration has no certificate with the SHA-1 thumbprint " + thumbprint);
        }
        changed(
                tenant,
                exchange,
                app -> app.certificates(app.certificates().stream()
                        .filter(it -> !Certificates.thumbprint(it).equals(thumbprint))
                        .toList()));
        exchange.empty(204);
    }

    /**
     * A secret to make.
     *
     * @param displayName a name for people, not kept
     * @param expiresAt when it expires; never when absent
     */
    public record NewSecret(
            @Nullable String displayName, @Nullable Instant expiresAt) {}

    private void addSecret(Tenant tenant, Exchange exchange) throws IOException {
        NewSecret wanted = exchange.body().length == 0
                ? new NewSecret(null, null)
                : Json.MAPPER.readValue(exchange.body(), NewSecret.class);
        byte[] random = new byte[30];
        RANDOM.nextBytes(random);
        ClientSecret secret = new ClientSecret(
                UUID.randomUUID().toString(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(random).replaceFirst("^(.{3}).", "$18Q~"),
                wanted.expiresAt());
        changed(tenant, exchange, app -> {
            List<ClientSecret> all = new ArrayList<>(app.secrets());
            all.add(secret);
            return app.secrets(all);
        });
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", secret.id());
        answer.put("value", secret.value());
        answer.put("expiresAt", secret.expiresAt());
        exchange.json(201, answer);
    }

    private void removeSecret(Tenant tenant, Exchange exchange) {
        String id = exchange.path("id");
        if (existing(tenant, exchange).secrets().stream()
                .noneMatch(it -> it.id().equals(id))) {
            throw new Mistake(404, "The registration has no secret with the id " + id + "; the value will not do");
        }
        changed(
                tenant,
                exchange,
                app -> app.secrets(
                        app.secrets().stream().filter(it -> !it.id().equals(id)).toList()));
        exchange.empty(204);
    }

    private void consent(Tenant tenant, Exchange exchange, List<String> granted) {
        Resource resource = resource(tenant, exchange.path("resource"), 404);
        Registration app = changed(tenant, exchange, it -> it.consent(resource, granted));
        if (granted.isEmpty()) {
            exchange.empty(204);
        } else {
            show(exchange, app);
        }
    }
}
