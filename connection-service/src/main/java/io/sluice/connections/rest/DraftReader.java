package io.sluice.connections.rest;

import io.sluice.connections.credentials.ClientSecret;
import io.sluice.connections.registry.BaseUrlPolicy;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.rest.Problem.Violation;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes valid details of a draft, or says everything that is wrong with it at once: what was expected, with an example.
 * A draft is read by one reader.
 */
final class DraftReader {

    static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(10);
    static final Duration DEFAULT_LOOKBACK = Duration.ofDays(1);

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SECRET = 1000;
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private final BaseUrlPolicy policy;
    private final ConnectionDraft draft;
    private final List<Violation> violations = new ArrayList<>();

    private DraftReader(BaseUrlPolicy policy, ConnectionDraft draft) {
        this.policy = policy;
        this.draft = draft;
    }

    /** What a draft says. */
    record NewConnection(ConnectionDetails details, ClientSecret secret) {}

    /** What a draft says of a connection that exists; without a secret, the stored one stays. */
    record Replacement(ConnectionDetails details, Optional<ClientSecret> secret, boolean saysWhetherEnabled) {

        /** Returns the new details of a connection. */
        ConnectionDetails over(ConnectionDetails present) {
            return saysWhetherEnabled ? details : details.enabled(present.enabled());
        }
    }

    /**
     * Reads a connection to be created.
     *
     * @throws InvalidBody if the draft is not valid
     */
    static NewConnection create(ConnectionDraft draft, BaseUrlPolicy policy) {
        DraftReader reader = new DraftReader(policy, draft);
        Optional<ConnectionDetails> details = reader.details();
        Optional<ClientSecret> secret = reader.secret();
        if (draft.clientSecret() == null) {
            reader.wrong("clientSecret", "is required: the value of a client secret of the app registration");
        }
        if (details.isEmpty() || secret.isEmpty() || !reader.violations.isEmpty()) {
            throw new InvalidBody(reader.violations);
        }
        return new NewConnection(details.get(), secret.get());
    }

    /**
     * Reads a connection's replacement.
     *
     * @throws InvalidBody if the draft is not valid
     */
    static Replacement replace(ConnectionDraft draft, BaseUrlPolicy policy) {
        DraftReader reader = new DraftReader(policy, draft);
        Optional<ConnectionDetails> details = reader.details();
        Optional<ClientSecret> secret = reader.secret();
        if (details.isEmpty() || !reader.violations.isEmpty()) {
            throw new InvalidBody(reader.violations);
        }
        return new Replacement(details.get(), secret, draft.enabled() != null);
    }

    /** Returns a GUID in lower case without braces and blanks, if it is one. */
    static Optional<String> guid(String text) {
        String bare = text.strip().toLowerCase(Locale.ROOT);
        if (bare.startsWith("{") && bare.endsWith("}")) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        return GUID.matcher(bare).matches() ? Optional.of(bare) : Optional.empty();
    }

    private Optional<ConnectionDetails> details() {
        String name = name();
        String tenantId = guid("tenantId", draft.tenantId(), "the directory (tenant) id of the Entra portal");
        String tenantDomain = tenantDomain();
        Cloud cloud = cloud();
        Map<Surface, URI> baseUrls = baseUrls();
        String clientId = guid("clientId", draft.clientId(), "the application (client) id of the app registration");
        Duration pollInterval = duration(
                "pollInterval",
                draft.pollInterval(),
                DEFAULT_POLL_INTERVAL,
                Duration.ofSeconds(1),
                Duration.ofHours(24),
                "from PT1S to PT24H, such as PT10S");
        Capabilities capabilities = capabilities();
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
                capabilities));
    }

    private @Nullable String name() {
        String name = draft.name() == null ? "" : draft.name().strip();
        if (name.isEmpty()) {
            wrong("name", "is required: a name of your choice, such as contoso");
        } else if (name.length() > LONGEST_NAME || CONTROL.matcher(name).find()) {
            wrong("name", "has at most " + LONGEST_NAME + " characters and no control characters");
        } else if (guid(name).isPresent()) {
            wrong("name", "must not have the form of a GUID: requests name a connection by its name or its id");
        } else {
            return name;
        }
        return null;
    }

    private @Nullable String guid(String field, @Nullable String text, String whatItIs) {
        Optional<String> guid = text == null ? Optional.empty() : guid(text);
        if (guid.isEmpty()) {
            wrong(
                    field,
                    (text == null || text.isBlank() ? "is required: " : "must be a GUID: ") + whatItIs
                            + ", such as c0a70000-0000-4000-8000-000000000001");
        }
        return guid.orElse(null);
    }

    private @Nullable String tenantDomain() {
        if (draft.tenantDomain() == null || draft.tenantDomain().isBlank()) {
            return null;
        }
        String domain = draft.tenantDomain().strip().toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(domain).matches()) {
            wrong("tenantDomain", "must be a domain, such as contoso.onmicrosoft.com");
        }
        return domain;
    }

    private @Nullable Cloud cloud() {
        if (draft.cloud() == null) {
            return Cloud.COMMERCIAL;
        }
        Optional<Cloud> cloud = Cloud.named(draft.cloud().strip().toLowerCase(Locale.ROOT));
        if (cloud.isEmpty()) {
            wrong(
                    "cloud",
                    "must be one of "
                            + words(Arrays.stream(Cloud.values())
                                    .map(Cloud::word)
                                    .toList()));
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
                wrong(
                        "baseUrls",
                        "has an unknown member; known are "
                                + words(Arrays.stream(Surface.values())
                                        .map(Surface::word)
                                        .toList()));
            } else if (url != null) {
                baseUrl("baseUrls." + word, url).ifPresent(uri -> baseUrls.put(surface.get(), uri));
            }
        });
        return baseUrls;
    }

    private Optional<URI> baseUrl(String field, String text) {
        Optional<URI> url = BaseUrlPolicy.normalize(text);
        if (url.isEmpty()) {
            wrong(field, "must be an absolute URL without user, query and fragment, such as https://host/path");
        } else if (!policy.permits(url.get())) {
            wrong(
                    field,
                    "is neither an address of Microsoft's nor permitted by the service's setting"
                            + " sluice.connections.allowed-base-urls");
            return Optional.empty();
        }
        return url;
    }

    private Duration duration(
            String field, @Nullable String text, Duration ifAbsent, Duration least, Duration most, String expected) {
        if (text == null) {
            return ifAbsent;
        }
        try {
            Duration duration = Duration.parse(text.strip());
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeException | ArithmeticException noDuration) {
            // said below
        }
        wrong(field, "must be an ISO 8601 duration " + expected);
        return ifAbsent;
    }

    private Capabilities capabilities() {
        ConnectionDraft.CapabilitiesDraft capabilities = draft.capabilities();
        if (capabilities == null || capabilities.defenderIncidents() == null) {
            return Capabilities.NONE;
        }
        return Capabilities.of(DefenderIncidents.xdr(duration(
                "capabilities.defenderIncidents.initialLookback",
                capabilities.defenderIncidents().initialLookback(),
                DEFAULT_LOOKBACK,
                Duration.ofMinutes(1),
                Duration.ofDays(30),
                "from PT1M to P30D, such as P1D")));
    }

    private Optional<ClientSecret> secret() {
        ClientSecret secret = draft.clientSecret();
        if (secret == null) {
            return Optional.empty();
        }
        String value = secret.reveal();
        if (value.isEmpty()
                || value.length() > LONGEST_SECRET
                || CONTROL.matcher(value).find()) {
            wrong(
                    "clientSecret",
                    "must be the value of a client secret: 1 to " + LONGEST_SECRET
                            + " characters without control characters");
        }
        return Optional.of(secret);
    }

    private void wrong(String field, String message) {
        violations.add(new Violation(field, message));
    }

    private static String words(List<String> words) {
        return words.stream().collect(Collectors.joining(", "));
    }
}
