package io.sluice.connections.rest;

import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.credentials.CredentialUse;
import io.sluice.connections.credentials.NewCredential;
import io.sluice.connections.registry.BaseUrlPolicy;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.NeededTokens;
import io.sluice.connections.sealing.SealingKey;
import io.sluice.contracts.access.Agents;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Capability;
import io.sluice.microsoft.capability.Field;
import io.sluice.microsoft.capability.Requirements;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes valid details of a draft, or says everything that is wrong with it at once: what was expected, with an example.
 * A draft is read by one reader.
 */
final class DraftReader {

    static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(10);

    private static final int LONGEST_NAME = 100;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private final BaseUrlPolicy policy;
    private final CredentialReader credentials;
    private final Supplier<SealingKey> key;
    private final InstantSource clock;
    private final ConnectionDraft draft;
    private final Violations violations;

    DraftReader(
            BaseUrlPolicy policy,
            CredentialReader credentials,
            Supplier<SealingKey> key,
            InstantSource clock,
            ConnectionDraft draft,
            Violations violations) {
        this.policy = policy;
        this.credentials = credentials;
        this.key = key;
        this.clock = clock;
        this.draft = draft;
        this.violations = violations;
    }

    /** What a draft says. */
    record NewConnection(ConnectionDetails details, List<NewCredential> credentials) {}

    /** What a draft says of a connection that may exist; what it does not say of it stays, and so do credentials. */
    record Replacement(
            ConnectionDetails details,
            List<NewCredential> credentials,
            boolean saysWhetherEnabled,
            boolean saysWhichCredential) {

        /** Returns the new details of a connection. */
        ConnectionDetails over(ConnectionDetails present) {
            ConnectionDetails over = saysWhichCredential ? details : details.credentialUse(present.credentialUse());
            return saysWhetherEnabled ? over : over.enabled(present.enabled());
        }
    }

    /** Reads everything; what is wrong is noted. */
    Optional<Replacement> read() {
        Optional<ConnectionDetails> details = details();
        List<NewCredential> given = credentials();
        details.ifPresent(valid -> NeededTokens.contradictions(valid)
                .forEach(contradiction -> violations.add("credentialUse", "contradicts itself: " + contradiction)));
        return details.map(
                valid -> new Replacement(valid, given, draft.enabled() != null, draft.credentialUse() != null));
    }

    private Optional<ConnectionDetails> details() {
        String name = name();
        String tenantId = guid("tenantId", draft.tenantId(), Pasted.Id.TENANT);
        String tenantDomain = tenantDomain();
        Cloud cloud = cloud();
        Map<Surface, URI> baseUrls = baseUrls();
        String clientId = guid("clientId", draft.clientId(), Pasted.Id.CLIENT);
        if (clientId != null && clientId.equals(tenantId)) {
            violations.add(
                    "clientId",
                    "is the same as tenantId: paste the Application (client) id of the app registration's Overview, such"
                            + " as " + field("clientId").example());
        }
        Duration pollInterval = new Durations(violations)
                .read(
                        "pollInterval",
                        draft.pollInterval(),
                        DEFAULT_POLL_INTERVAL,
                        Duration.ofSeconds(1),
                        Duration.ofHours(24),
                        "from PT1S to PT24H, such as PT10S");
        CredentialUse credentialUse = credentialUse();
        String agent = agent();
        Capabilities capabilities =
                new CapabilitiesReader(policy, violations).read(draft.capabilities(), cloud, tenantDomain);
        if (!violations.isEmpty() || name == null || tenantId == null || cloud == null || clientId == null) {
            return Optional.empty();
        }
        return Optional.of(new ConnectionDetails(
                name,
                tenantId,
                tenantDomain,
                cloud,
                baseUrls,
                clientId,
                draft.enabled() == null || draft.enabled(),
                pollInterval,
                capabilities,
                credentialUse,
                agent));
    }

    private @Nullable String name() {
        String name = draft.name() == null ? "" : draft.name().strip();
        if (name.isEmpty()) {
            violations.add("name", "is required: a name of your choice, such as contoso");
        } else if (name.length() > LONGEST_NAME || CONTROL.matcher(name).find()) {
            violations.add(
                    "name", "has at most " + LONGEST_NAME + " characters and no control characters, such as contoso");
        } else if (Pasted.guid(name).isPresent()) {
            violations.add(
                    "name",
                    "must not have the form of a GUID, because requests name a connection by its name or its id;"
                            + " choose a name such as contoso");
        } else {
            return name;
        }
        return null;
    }

    private @Nullable String agent() {
        String agent = draft.agent() == null ? "" : draft.agent().strip();
        if (!agent.isEmpty() && !Agents.isName(agent)) {
            violations.add("agent", "must be " + Agents.FORM);
        }
        return agent.isEmpty() ? null : agent;
    }

    private @Nullable String guid(String name, @Nullable String text, Pasted.Id kind) {
        if (text == null || text.isBlank()) {
            violations.missing(field(name));
            return null;
        }
        Optional<String> guid = Pasted.guid(text, kind);
        if (guid.isEmpty()) {
            violations.malformed(field(name), "a GUID");
        }
        return guid.orElse(null);
    }

    private @Nullable String tenantDomain() {
        if (draft.tenantDomain() == null || draft.tenantDomain().isBlank()) {
            return null;
        }
        String domain = Pasted.domain(draft.tenantDomain());
        if (!DOMAIN.matcher(domain).matches()) {
            violations.add(
                    "tenantDomain",
                    "must be a domain of the tenant, best the one that ends with .onmicrosoft.com, such as"
                            + " contoso.onmicrosoft.com");
        }
        return domain;
    }

    private @Nullable Cloud cloud() {
        if (draft.cloud() == null) {
            return Cloud.COMMERCIAL;
        }
        Optional<Cloud> cloud = Cloud.named(draft.cloud().strip().toLowerCase(Locale.ROOT));
        if (cloud.isEmpty()) {
            violations.add(
                    "cloud",
                    "must be one of " + words(Arrays.stream(Cloud.values()).map(Cloud::word)) + ", such as commercial");
        }
        return cloud.orElse(null);
    }

    private Map<Surface, URI> baseUrls() {
        Map<Surface, URI> baseUrls = new EnumMap<>(Surface.class);
        if (draft.baseUrls() == null) {
            return baseUrls;
        }
        draft.baseUrls().forEach((word, url) -> {
            Optional<Surface> surface = Surface.named(word);
            if (surface.isEmpty()) {
                violations.add(
                        "baseUrls",
                        "has an unknown member; known are "
                                + words(Arrays.stream(Surface.values()).map(Surface::word)));
            } else if (url != null) {
                baseUrl("baseUrls." + word, url).ifPresent(uri -> baseUrls.put(surface.get(), uri));
            }
        });
        return baseUrls;
    }

    private Optional<URI> baseUrl(String field, String text) {
        Optional<URI> url = BaseUrlPolicy.normalize(text);
        if (url.isEmpty()) {
            violations.add(
                    field, "must be an absolute URL without user, query and fragment, such as https://host/path");
        } else if (!policy.permits(url.get())) {
            violations.add(
                    field,
                    "is neither an address of Microsoft's nor permitted by the service's setting"
                            + " sluice.connections.allowed-base-urls; leave it out to use that of the cloud, such as "
                            + Cloud.COMMERCIAL.login());
            return Optional.empty();
        }
        return url;
    }

    private List<NewCredential> credentials() {
        String name = draft.name() == null ? "" : draft.name().strip();
        SealReader seals = new SealReader(key, name, clock.instant(), violations);
        Optional<ClientSecret> value = switch (draft.clientSecret()) {
            case null -> Optional.empty();
            case SecretDraft.Value(ClientSecret secret) -> Optional.of(secret);
            case SecretDraft.Sealed(String jwe) -> seals.secret(jwe);
        };
        if (draft.clientSecret() == null && (draft.secretId() != null || draft.secretExpiresAt() != null)) {
            violations.add(
                    draft.secretId() != null ? "secretId" : "secretExpiresAt",
                    "describes a clientSecret, and there is none in this body");
        }
        Optional<NewCredential.Secret> secret =
                credentials.secret(value.orElse(null), draft.secretId(), draft.secretExpiresAt());
        return Stream.concat(secret.stream(), certificate(seals).stream()).toList();
    }

    private Optional<NewCredential> certificate(SealReader seals) {
        CertificateDraft certificate = draft.certificate();
        if (certificate == null || certificate.sealed() == null) {
            return credentials.certificate(certificate);
        }
        if (certificate.generate() != null || certificate.pkcs12() != null) {
            violations.add("certificate", "must have one of generate, pkcs12 and sealed, such as {\"generate\": {}}");
            return Optional.empty();
        }
        return seals.certificate(certificate.sealed());
    }

    private CredentialUse credentialUse() {
        ConnectionDraft.CredentialUseDraft use = draft.credentialUse();
        if (use == null) {
            return CredentialUse.AUTOMATIC;
        }
        Map<Capability, CredentialKind> byCapability = new EnumMap<>(Capability.class);
        if (use.capabilities() != null) {
            use.capabilities().forEach((word, kind) -> {
                Optional<Capability> capability = Capability.named(word);
                if (capability.isEmpty()) {
                    violations.add(
                            "credentialUse.capabilities",
                            "has an unknown member; known are "
                                    + words(Arrays.stream(Capability.values()).map(Capability::word)));
                } else if (kind != null) {
                    kind("credentialUse.capabilities." + word, kind)
                            .ifPresent(known -> byCapability.put(capability.get(), known));
                }
            });
        }
        CredentialKind otherwise = use.otherwise() == null
                ? null
                : kind("credentialUse.default", use.otherwise()).orElse(null);
        return new CredentialUse(otherwise, byCapability);
    }

    private Optional<CredentialKind> kind(String field, String word) {
        Optional<CredentialKind> kind = CredentialKind.named(word.strip().toLowerCase(Locale.ROOT));
        if (kind.isEmpty()) {
            violations.add(field, "must be client-secret or certificate, such as certificate");
        }
        return kind;
    }

    private static Field field(String name) {
        return Requirements.OF_EVERY_CONNECTION.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The table of requirements does not describe " + name));
    }

    private static String words(Stream<String> words) {
        return words.collect(Collectors.joining(", "));
    }
}
