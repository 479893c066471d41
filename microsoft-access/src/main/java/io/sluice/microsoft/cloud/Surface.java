package io.sluice.microsoft.cloud;

import java.util.Arrays;
import java.util.Optional;

/** One of Microsoft's interfaces that Sluice talks to. */
public enum Surface {
    /** Entra ID, which issues tokens. */
    LOGIN("login", "Microsoft Entra ID"),
    /** The Microsoft Defender XDR API (incidents). */
    DEFENDER("defender", "Microsoft Defender XDR API"),
    /** Microsoft Graph. */
    GRAPH("graph", "Microsoft Graph"),
    /** The Microsoft Defender for Endpoint API. */
    ENDPOINT("endpoint", "Microsoft Defender for Endpoint API"),
    /** The Exchange Online admin API, which runs the quarantine's cmdlets. */
    EXCHANGE("exchange", "Exchange Online admin API"),
    /** The Log Analytics query API. */
    LOG_ANALYTICS("logAnalytics", "Log Analytics API"),
    /** Azure Resource Manager. */
    RESOURCE_MANAGER("resourceManager", "Azure Resource Manager"),
    /** The Defender for Cloud Apps API; each tenant has its own address. */
    CLOUD_APPS("cloudApps", "Microsoft Defender for Cloud Apps API");

    private final String word;
    private final String caption;

    Surface(String word, String caption) {
        this.word = word;
        this.caption = caption;
    }

    /** Returns the word for it in a connection's {@code baseUrls}. */
    public String word() {
        return word;
    }

    /** Returns its name for people. */
    public String caption() {
        return caption;
    }

    /** Finds the surface that a connection's {@code baseUrls} calls so. */
    public static Optional<Surface> named(String word) {
        return Arrays.stream(values())
                .filter(surface -> surface.word.equals(word))
                .findFirst();
    }
}
