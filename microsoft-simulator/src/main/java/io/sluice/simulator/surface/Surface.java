package io.sluice.simulator.surface;

import io.sluice.simulator.tenant.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An API of Microsoft that takes tokens. */
public enum Surface {
    /** Defender XDR. */
    DEFENDER("defender"),
    /** Defender for Endpoint. */
    ENDPOINT("endpoint"),
    /** Microsoft Graph. */
    GRAPH("graph"),
    /** Exchange Online's admin API. */
    EXCHANGE("exchange"),
    /** Log Analytics queries. */
    LOG_ANALYTICS("loganalytics"),
    /** Azure Resource Manager. */
    ARM("arm"),
    /** Defender for Cloud Apps. */
    CLOUD_APPS("cloudapps");

    private final String id;

    Surface(String id) {
        this.id = id;
    }

    /** Its name in faults and metrics. */
    public String id() {
        return id;
    }

    /** Whose tokens it takes. */
    public Resource resource() {
        return switch (this) {
            case DEFENDER -> Resource.THREAT_PROTECTION;
            case ENDPOINT -> Resource.ENDPOINT;
            case GRAPH -> Resource.GRAPH;
            case EXCHANGE -> Resource.EXCHANGE;
            case LOG_ANALYTICS -> Resource.LOG_ANALYTICS;
            case ARM -> Resource.ARM;
            case CLOUD_APPS -> Resource.CLOUD_APPS;
        };
    }

    /** The surface of this name. */
    public static Optional<Surface> of(String id) {
        return Arrays.stream(values()).filter(it -> it.id.equals(id)).findFirst();
    }

    /** All names. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Surface::id).toList();
    }
}
