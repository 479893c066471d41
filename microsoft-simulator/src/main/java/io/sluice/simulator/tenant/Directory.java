package io.sluice.simulator.tenant;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** All tenants with their resources and registrations. Registrations may be changed while the simulator runs. */
public final class Directory {

    /** Client id of the multi-tenant application that every customer tenant has consented to. */
    public static final String CUSTOMER_CLIENT_ID = "5a1ce000-0000-4000-8000-0000000000ff";

    /** The tenant of the platform itself. */
    public static final Tenant PLATFORM =
            new Tenant("sluice", "5a1ce000-0000-4000-8000-000000000001", "sluice.onmicrosoft.com");

    /** The tenant that recorded pages are replayed as. */
    public static final Tenant REPLAY =
            new Tenant("replay", "4e910000-0000-4000-8000-000000000004", "replay.onmicrosoft.com");

    private static final List<Tenant> DEMO = List.of(
            new Tenant("contoso", "c0a70000-0000-4000-8000-000000000001", "contoso.onmicrosoft.com"),
            new Tenant("fabrikam", "fab00000-0000-4000-8000-000000000002", "fabrikam.onmicrosoft.com"),
            new Tenant("woodgrove", "00d90000-0000-4000-8000-000000000003", "woodgrove.onmicrosoft.com"));

    private final Map<String, Tenant> customers = new LinkedHashMap<>();
    private final Map<String, Map<String, Registration>> registrations = new ConcurrentHashMap<>();
    private final Map<String, Set<Resource>> absent = new ConcurrentHashMap<>();

    /**
     * Makes the directory of the demo.
     *
     * @param count how many tenants have incidents of the scenario engine
     * @param replay whether the tenant of recorded pages exists too
     */
    public Directory(int count, boolean replay) {
        for (int i = 0; i < count; i++) {
            addCustomer(i < DEMO.size() ? DEMO.get(i) : generated(i + 1));
        }
        if (replay) {
            addCustomer(REPLAY);
        }
        put(PLATFORM, platformApp("a", "operator"));
        put(PLATFORM, platformApp("b", "analyst"));
        put(PLATFORM, platformApp("c", "service"));
    }

    private static Tenant generated(int number) {
        String name = "tenant%04d".formatted(number);
        return new Tenant(name, "7e4a0000-0000-4000-8000-%012d".formatted(number), name + ".onmicrosoft.com");
    }

    private static Registration platformApp(String letter, String role) {
        return Registration.named(
                        "5a1ce000-0000-4000-8000-00000000000" + letter,
                        "5a1ce000-0000-4000-8000-0000000000" + letter + "1")
                .displayName("Sluice " + role)
                .secrets(List.of(new ClientSecret(
                        "5a1ce000-0000-4000-8000-0000000000" + letter + "2", "demo-" + role + "-secret", null)))
                .consent(Resource.SLUICE, List.of(role));
    }

    private void addCustomer(Tenant tenant) {
        customers.put(tenant.id(), tenant);
        put(
                tenant,
                Registration.named(CUSTOMER_CLIENT_ID, tenant.guid("0b1d"))
                        .displayName("Sluice")
                        .secrets(List.of(
                                new ClientSecret(tenant.guid("5ec7"), "demo-" + tenant.name() + "-secret", null)))
                        .consent(Resource.THREAT_PROTECTION, List.of("Incident.Read.All"))
                        .consent(
                                Resource.ENDPOINT,
                                List.of(
                                        "Machine.Read.All",
                                        "User.Read.All",
                                        "File.Read.All",
                                        "Machine.LiveResponse",
                                        "Library.Manage"))
                        .consent(
                                Resource.GRAPH,
                                List.of(
                                        "SecurityIncident.Read.All",
                                        "SecurityAlert.Read.All",
                                        "ThreatHunting.Read.All",
                                        "Directory.Read.All",
                                        "AuditLog.Read.All",
                                        "IdentityRiskyUser.Read.All"))
                        .consent(Resource.EXCHANGE, List.of("Exchange.ManageAsApp"))
                        .consent(Resource.LOG_ANALYTICS, List.of("Data.Read"))
                        .consent(Resource.CLOUD_APPS, List.of("investigation.read"))
                        .directoryRoles(Set.of(DirectoryRole.SECURITY_READER, DirectoryRole.SECURITY_ADMINISTRATOR))
                        .azureRoles(Set.of(AzureRole.LOG_ANALYTICS_READER, AzureRole.SENTINEL_READER)));
    }

    /** The tenants that have incidents, in the order of their making. */
    public List<Tenant> customers() {
        return List.copyOf(customers.values());
    }

    /** The tenant with this id or domain. */
    public Optional<Tenant> tenant(String idOrDomain) {
        String lower = idOrDomain.toLowerCase(Locale.ROOT);
        if (lower.equals(PLATFORM.id()) || lower.equals(PLATFORM.domain())) {
            return Optional.of(PLATFORM);
        }
        Tenant byId = customers.get(lower);
        return byId != null
                ? Optional.of(byId)
                : customers.values().stream()
                        .filter(tenant -> tenant.domain().equals(lower))
                        .findFirst();
    }

    /** The tenant that a person means by its name, id or domain. */
    public Optional<Tenant> meant(String nameIdOrDomain) {
        return tenant(nameIdOrDomain)
                .or(() -> Stream.concat(customers.values().stream(), Stream.of(PLATFORM))
                        .filter(tenant -> tenant.name().equalsIgnoreCase(nameIdOrDomain))
                        .findFirst());
    }

    /** The APIs that tokens for this tenant can be asked for. */
    public List<Resource> resources(Tenant tenant) {
        Set<Resource> missing = absent.getOrDefault(tenant.id(), Set.of());
        return usual(tenant).stream().filter(it -> !missing.contains(it)).toList();
    }

    /** The APIs that this kind of tenant has unless they were taken away. */
    public List<Resource> usual(Tenant tenant) {
        return tenant.equals(PLATFORM) ? List.of(Resource.SLUICE) : Resource.MICROSOFT;
    }

    /** Takes an API away from a tenant, as if nobody had ever subscribed to it there, or gives it back. */
    public void provide(Tenant tenant, Resource resource, boolean present) {
        absent.compute(tenant.id(), (id, old) -> {
            Set<Resource> changed = new LinkedHashSet<>(old == null ? Set.of() : old);
            if (present) {
                changed.remove(resource);
            } else {
                changed.add(resource);
            }
            return Set.copyOf(changed);
        });
    }

    /** The application with this id in a tenant. */
    public Optional<Registration> registration(Tenant tenant, String clientId) {
        return Optional.ofNullable(
                registrations.getOrDefault(tenant.id(), Map.of()).get(clientId.toLowerCase(Locale.ROOT)));
    }

    /** Whether the application is registered in any tenant. */
    public boolean isKnownSomewhere(String clientId) {
        String lower = clientId.toLowerCase(Locale.ROOT);
        return registrations.values().stream().anyMatch(apps -> apps.containsKey(lower));
    }

    /**
     * Changes a registration, none at the same time as another.
     *
     * @return the changed one; empty if there is none
     */
    public Optional<Registration> change(Tenant tenant, String clientId, UnaryOperator<Registration> change) {
        Map<String, Registration> apps = registrations.get(tenant.id());
        return apps == null
                ? Optional.empty()
                : Optional.ofNullable(
                        apps.computeIfPresent(clientId.toLowerCase(Locale.ROOT), (id, app) -> change.apply(app)));
    }

    /** Adds or replaces a registration. */
    public void put(Tenant tenant, Registration registration) {
        registrations
                .computeIfAbsent(tenant.id(), id -> new ConcurrentHashMap<>())
                .put(registration.clientId().toLowerCase(Locale.ROOT), registration);
    }
}
