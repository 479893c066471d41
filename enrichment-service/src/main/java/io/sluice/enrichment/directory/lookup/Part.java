package io.sluice.enrichment.directory.lookup;

import io.sluice.microsoft.cloud.Surface;
import org.jspecify.annotations.Nullable;

/** A part of what is told of a user or a device, with what it takes to read it. */
enum Part {
    USER("The user", Surface.GRAPH, Allowance.DIRECTORY, "Directory.Read.All", null, false),
    MANAGER("The manager", Surface.GRAPH, Allowance.DIRECTORY, "Directory.Read.All", null, false),
    MEMBERSHIPS("The groups and roles", Surface.GRAPH, Allowance.DIRECTORY, "Directory.Read.All", null, false),
    SECOND_FACTOR(
            "The registered second factors",
            Surface.GRAPH,
            Allowance.REPORTS,
            "AuditLog.Read.All",
            "Microsoft Entra ID P1",
            false),
    RISK(
            "The user's risk",
            Surface.GRAPH,
            Allowance.PROTECTION,
            "IdentityRiskyUser.Read.All",
            "Microsoft Entra ID P2",
            true),
    MACHINE(
            "The device in Defender for Endpoint",
            Surface.ENDPOINT,
            Allowance.ENDPOINT,
            "Machine.Read.All",
            "Microsoft Defender for Endpoint",
            false),
    LOGONS(
            "The logged-on users",
            Surface.ENDPOINT,
            Allowance.ENDPOINT,
            "User.Read.All",
            "Microsoft Defender for Endpoint",
            true),
    COMPLIANCE(
            "The device's compliance in Entra ID",
            Surface.GRAPH,
            Allowance.DIRECTORY,
            "Directory.Read.All",
            null,
            false),
    OWNER("The device's owner", Surface.GRAPH, Allowance.DIRECTORY, "Directory.Read.All", null, false);

    private final String caption;
    private final Surface surface;
    private final Allowance allowance;
    private final String permission;
    private final @Nullable String licence;
    private final boolean optional;

    Part(
            String caption,
            Surface surface,
            Allowance allowance,
            String permission,
            @Nullable String licence,
            boolean optional) {
        this.caption = caption;
        this.surface = surface;
        this.allowance = allowance;
        this.permission = permission;
        this.licence = licence;
        this.optional = optional;
    }

    /** Returns its name for people, at the beginning of a sentence. */
    String caption() {
        return caption;
    }

    Surface surface() {
        return surface;
    }

    Allowance allowance() {
        return allowance;
    }

    /** Returns the application permission, with whose it is, for people: two of them have the same name. */
    String permission() {
        return permission + " of " + (surface == Surface.ENDPOINT ? "WindowsDefenderATP" : "Microsoft Graph");
    }

    /** Returns the licence that a tenant needs for it, where it is not in every one. */
    @Nullable
    String licence() {
        return licence;
    }

    /** Whether the capability works without it, as {@code Requirements} has it. */
    boolean isOptional() {
        return optional;
    }
}
