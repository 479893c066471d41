package io.sluice.connections.rest;

import static java.util.stream.Collectors.joining;

import io.sluice.connections.registry.BaseUrlPolicy;
import io.sluice.connections.rest.ConnectionDraft.CapabilitiesDraft;
import io.sluice.connections.rest.ConnectionDraft.CloudAppsDraft;
import io.sluice.connections.rest.ConnectionDraft.DefenderIncidentsDraft;
import io.sluice.connections.rest.ConnectionDraft.SentinelDraft;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.CloudApps;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.DirectoryContext;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.connection.LiveResponse;
import io.sluice.contracts.connection.Quarantine;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.contracts.connection.SentinelSource;
import io.sluice.microsoft.capability.Access;
import io.sluice.microsoft.capability.Field;
import io.sluice.microsoft.capability.Requirement;
import io.sluice.microsoft.capability.Requirements;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Surface;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the capabilities of a draft. What their fields are, and where they are found, is in {@link Requirements}. */
final class CapabilitiesReader {

    static final Duration DEFAULT_LOOKBACK = Duration.ofDays(1);

    private static final String SENTINEL = "capabilities.sentinel.";

    /** Azure's rules for names (Microsoft Learn: "Naming rules and restrictions for Azure resources"). */
    private static final Pattern RESOURCE_GROUP = Pattern.compile("[\\p{L}\\p{N}_().-]{0,89}[\\p{L}\\p{N}_()-]");

    private static final Pattern WORKSPACE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]");

    private final BaseUrlPolicy policy;
    private final Violations violations;

    CapabilitiesReader(BaseUrlPolicy policy, Violations violations) {
        this.policy = policy;
        this.violations = violations;
    }

    /**
     * Reads capabilities; what is wrong with them is noted.
     *
     * @param cloud where the tenant lives, or nothing if that is not known because it is wrong itself
     * @param tenantDomain the connection's own, which one capability needs
     */
    Capabilities read(@Nullable CapabilitiesDraft draft, @Nullable Cloud cloud, @Nullable String tenantDomain) {
        if (draft == null) {
            return Capabilities.NONE;
        }
        Capabilities capabilities = new Capabilities(
                defenderIncidents(draft.defenderIncidents()),
                draft.quarantine() == null ? null : new Quarantine(),
                sentinel(draft.sentinel()),
                cloudApps(draft.cloudApps(), cloud),
                draft.liveResponse() == null ? null : new LiveResponse(),
                draft.directoryContext() == null ? null : new DirectoryContext());
        if (capabilities.has(Capability.QUARANTINE) && tenantDomain == null) {
            violations.missing(field(Capability.QUARANTINE, "tenantDomain"));
        }
        if (cloud != null) {
            Requirements.of(capabilities).forEach(requirement -> refuseWhatIsNotThere(requirement, cloud));
        }
        return capabilities;
    }

    private void refuseWhatIsNotThere(Requirement requirement, Cloud cloud) {
        List<Surface> missing = requirement.accesses().stream()
                .map(Access::surface)
                .filter(surface -> cloud.resource(surface).isEmpty())
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            violations.add(
                    "capabilities." + requirement.capability().word(),
                    "is not available in Microsoft's cloud '" + cloud.word() + "', which has no "
                            + missing.stream().map(Surface::caption).collect(joining(" and no "))
                            + "; leave it out, or correct the cloud");
        }
    }

    private @Nullable DefenderIncidents defenderIncidents(@Nullable DefenderIncidentsDraft draft) {
        if (draft == null) {
            return null;
        }
        String word = draft.source() == null
                ? IncidentSource.XDR.word()
                : draft.source().strip().toLowerCase(Locale.ROOT);
        Optional<IncidentSource> source = IncidentSource.named(word);
        if (source.isEmpty()) {
            violations.add(
                    "capabilities.defenderIncidents.source",
                    "must be xdr (the Defender XDR API, the default) or graph (Microsoft Graph), such as xdr");
        }
        return new DefenderIncidents(
                source.orElse(IncidentSource.XDR),
                lookback("capabilities.defenderIncidents.initialLookback", draft.initialLookback()));
    }

    private Duration lookback(String field, @Nullable String text) {
        return new Durations(violations)
                .read(
                        field,
                        text,
                        DEFAULT_LOOKBACK,
                        Duration.ofMinutes(1),
                        Duration.ofDays(30),
                        "from PT1M to P30D, such as P1D");
    }

    private @Nullable Sentinel sentinel(@Nullable SentinelDraft draft) {
        if (draft == null) {
            return null;
        }
        Pasted.Workspace pasted = Stream.of(
                        draft.subscriptionId(), draft.resourceGroup(), draft.workspaceId(), draft.workspaceName())
                .filter(Objects::nonNull)
                .map(Pasted::workspace)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
        String subscription = sentinelId(
                "subscriptionId",
                draft.subscriptionId(),
                Pasted.Id.SUBSCRIPTION,
                pasted == null ? null : pasted.subscriptionId());
        String resourceGroup = sentinelName(
                "resourceGroup",
                draft.resourceGroup(),
                pasted == null ? null : pasted.resourceGroup(),
                RESOURCE_GROUP,
                "1 to 90 letters, digits or ._()- without a dot at the end");
        String workspaceId = sentinelId("workspaceId", draft.workspaceId(), Pasted.Id.WORKSPACE, null);
        String workspaceName = sentinelName(
                "workspaceName",
                draft.workspaceName(),
                pasted == null ? null : pasted.workspaceName(),
                WORKSPACE_NAME,
                "4 to 63 letters, digits or hyphens");
        if (workspaceId != null && workspaceId.equals(subscription)) {
            violations.add(
                    SENTINEL + "workspaceId",
                    "is the same as subscriptionId: paste the Workspace ID that the workspace's Overview shows, such as "
                            + field(Capability.SENTINEL, SENTINEL + "workspaceId")
                                    .example());
        }
        SentinelSource source = sentinelSource(draft.source());
        Duration lookback = lookback(SENTINEL + "initialLookback", draft.initialLookback());
        return subscription == null || resourceGroup == null || workspaceId == null || workspaceName == null
                ? null
                : new Sentinel(subscription, resourceGroup, workspaceId, workspaceName, source, lookback);
    }

    private SentinelSource sentinelSource(@Nullable String text) {
        String word =
                text == null ? SentinelSource.AUTOMATIC.word() : text.strip().toLowerCase(Locale.ROOT);
        Optional<SentinelSource> source = SentinelSource.named(word);
        if (source.isEmpty()) {
            violations.add(
                    SENTINEL + "source",
                    "must be automatic (the default), log-analytics (the workspace's tables), resource-manager (Azure"
                            + " Resource Manager) or none (questions only), such as automatic");
        }
        return source.orElse(SentinelSource.AUTOMATIC);
    }

    /** Reads an id of its own, or takes it from a resource id that was pasted into any of the fields. */
    private @Nullable String sentinelId(
            String name, @Nullable String text, Pasted.Id kind, @Nullable String fromResourceId) {
        Field field = field(Capability.SENTINEL, SENTINEL + name);
        String own = text == null || text.isBlank() || Pasted.workspace(text).isPresent() ? null : text;
        if (own == null) {
            return orMissing(fromResourceId, field);
        }
        Optional<String> id = Pasted.guid(own, kind);
        if (id.isEmpty()) {
            violations.malformed(field, "a GUID");
            return null;
        }
        return agreed(id.get(), fromResourceId, field);
    }

    /** Reads a name of its own, or takes it from a resource id that was pasted into any of the fields. */
    private @Nullable String sentinelName(
            String name, @Nullable String text, @Nullable String fromResourceId, Pattern form, String formInWords) {
        Field field = field(Capability.SENTINEL, SENTINEL + name);
        String own = text == null || text.isBlank() || Pasted.workspace(text).isPresent() ? null : text.strip();
        String value = own == null ? orMissing(fromResourceId, field) : own;
        if (value == null) {
            return null;
        }
        if (!form.matcher(value).matches()) {
            violations.malformed(field, formInWords);
            return null;
        }
        return agreed(value, fromResourceId, field);
    }

    private @Nullable String orMissing(@Nullable String fromResourceId, Field field) {
        if (fromResourceId == null) {
            violations.missing(field);
        }
        return fromResourceId;
    }

    private String agreed(String own, @Nullable String fromResourceId, Field field) {
        if (fromResourceId != null && !fromResourceId.equalsIgnoreCase(own)) {
            violations.add(
                    field.name(),
                    "differs from what the pasted resource id says: give one of the two, such as " + field.example());
        }
        return own;
    }

    private @Nullable CloudApps cloudApps(@Nullable CloudAppsDraft draft, @Nullable Cloud cloud) {
        if (draft == null) {
            return null;
        }
        Field field = field(Capability.CLOUD_APPS, "capabilities.cloudApps.portalUrl");
        String text = draft.portalUrl() == null ? "" : draft.portalUrl().strip();
        if (text.isEmpty()) {
            violations.missing(field);
            return null;
        }
        Optional<URI> url = BaseUrlPolicy.normalize(withoutWhatFollowsThePath(text));
        if (url.isEmpty()) {
            violations.malformed(field, "an address");
            return null;
        }
        URI portal = URI.create(url.get().getScheme() + "://" + url.get().getRawAuthority());
        boolean someCloudsPortal = Arrays.stream(Cloud.values()).anyMatch(any -> any.isCloudAppsPortal(portal));
        if (cloud != null && cloud.isCloudAppsPortal(portal)) {
            return new CloudApps(URI.create("https://" + portal.getHost()));
        }
        if (someCloudsPortal && cloud != null && cloud.cloudAppsSuffix().isPresent()) {
            violations.add(
                    field.name(),
                    "is an address of another of Microsoft's clouds; in the cloud '" + cloud.word() + "' it ends with "
                            + cloud.cloudAppsSuffix().get() + ", such as https://contoso"
                            + (cloud == Cloud.COMMERCIAL ? ".us2" : "")
                            + cloud.cloudAppsSuffix().get());
            return null;
        }
        if (!someCloudsPortal && !policy.permits(url.get())) {
            violations.add(
                    field.name(),
                    "is neither an address of Microsoft Defender for Cloud Apps nor permitted by the service's setting"
                            + " sluice.connections.allowed-base-urls; it is shown in the " + field.whereToFind()
                            + ", such as " + field.example());
            return null;
        }
        return new CloudApps(url.get());
    }

    /** The browser's address line may hold more than an address of an API, and its copy may lack the scheme. */
    private static String withoutWhatFollowsThePath(String text) {
        String address = text.contains("://") ? text : "https://" + text;
        return address.replaceFirst("[?#].*$", "");
    }

    private static Field field(Capability capability, String name) {
        return Requirements.of(capability, IncidentSource.XDR).fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The table of requirements does not describe " + name));
    }
}
