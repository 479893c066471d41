package io.sluice.contracts.raw;

import java.util.Set;

/** The names of Microsoft's interfaces in {@code source} of raw records and in {@code ce_source}. */
public final class Source {

    /** Microsoft Defender XDR, "List incidents API". */
    public static final String DEFENDER_XDR = "defender-xdr";

    /** Microsoft Graph, security incidents and alerts. */
    public static final String MICROSOFT_GRAPH = "microsoft-graph";

    /** The tables SecurityIncident and SecurityAlert of a Log Analytics workspace. */
    public static final String SENTINEL_LOG_ANALYTICS = "sentinel-log-analytics";

    /** Azure Resource Manager, Microsoft.SecurityInsights. */
    public static final String SENTINEL_ARM = "sentinel-arm";

    /** All of them. */
    public static final Set<String> ALL = Set.of(DEFENDER_XDR, MICROSOFT_GRAPH, SENTINEL_LOG_ANALYTICS, SENTINEL_ARM);

    private Source() {}
}
