package io.sluice.local.check;

import io.sluice.contracts.raw.Source;

/**
 * Where alerts and incidents come from: each family has a truth of its own, and tells of an alert under the same uid.
 */
enum Family {
    /** Microsoft Defender XDR, through its own interface or Microsoft Graph. */
    DEFENDER("Defender"),
    /** Microsoft Sentinel, through its workspace or Azure Resource Manager. */
    SENTINEL("Sentinel");

    private final String caption;

    Family(String caption) {
        this.caption = caption;
    }

    /** Returns its name for people. */
    String caption() {
        return caption;
    }

    /** Returns the family of a record by its attribute {@code ce_source}. */
    static Family of(String source) {
        return source.endsWith("/" + Source.SENTINEL_LOG_ANALYTICS) || source.endsWith("/" + Source.SENTINEL_ARM)
                ? SENTINEL
                : DEFENDER;
    }
}
