package io.sluice.sentinel.normalize;

import io.sluice.polling.finding.Words;
import org.jspecify.annotations.Nullable;

/**
 * The products whose alerts Defender XDR shows, each with the prefix that the product's own ids get there. The names in
 * Sentinel's tables are the old ones and stay (Microsoft Learn: "Microsoft Defender XDR integration with Microsoft
 * Sentinel"); newer ones are understood as well.
 */
enum AlertProduct {
    ENDPOINT("da"),
    OFFICE("fa"),
    IDENTITY("aa"),
    CLOUD_APPS("ca"),
    APP_GOVERNANCE("ma"),
    ENTRA_ID_PROTECTION("ad"),
    CLOUD("dc"),
    /** Alerts of XDR's own engine; those of custom detections have another prefix, which only the link tells. */
    XDR("ra"),
    DATA_LOSS_PREVENTION("dl"),
    INSIDER_RISK("ir"),
    SECURITY_COPILOT("sc"),
    /** Rules of Sentinel itself. */
    SENTINEL("sn");

    private final String prefix;

    AlertProduct(String prefix) {
        this.prefix = prefix;
    }

    /** Returns the prefix of the product's alerts in Defender XDR. */
    String prefix() {
        return prefix;
    }

    /**
     * Returns the product of an alert; nothing for one that Defender XDR does not show, such as Defender for IoT.
     *
     * <p>A rule of Sentinel can write names from an event into its alert, so that the type of the alert, which it
     * cannot write, comes first. Azure Resource Manager has no provider's name, so that the product's comes before it.
     */
    static @Nullable AlertProduct of(
            @Nullable String productName, @Nullable String providerName, @Nullable String alertType) {
        String type = Words.plain(alertType);
        if (DefenderAlertId.isPairOfGuids(type)) {
            return SENTINEL;
        }
        AlertProduct product = named(Words.plain(productName));
        return product != null ? product : named(Words.plain(providerName));
    }

    private static @Nullable AlertProduct named(String name) {
        return switch (name) {
            case "microsoft defender advanced threat protection", "microsoft defender for endpoint", "mdatp" ->
                ENDPOINT;
            case "office 365 advanced threat protection", "microsoft defender for office 365", "oatp" -> OFFICE;
            case "azure advanced threat protection", "microsoft defender for identity" -> IDENTITY;
            case "microsoft cloud app security", "microsoft defender for cloud apps", "mcas" -> CLOUD_APPS;
            case "microsoft app governance", "app governance", "appgovernance" -> APP_GOVERNANCE;
            case "azure active directory identity protection", "microsoft entra id protection", "ipc" ->
                ENTRA_ID_PROTECTION;
            case "azure security center", "microsoft defender for cloud" -> CLOUD;
            case "microsoft 365 defender", "microsoft defender xdr", "microsoft xdr", "m365d" -> XDR;
            case "microsoft data loss prevention", "microsoft purview data loss prevention" -> DATA_LOSS_PREVENTION;
            case "microsoft 365 insider risk management",
                    "microsoft insider risk management",
                    "microsoft purview insider risk management" -> INSIDER_RISK;
            case "microsoft security copilot", "security copilot" -> SECURITY_COPILOT;
            case "azure sentinel", "microsoft sentinel" -> SENTINEL;
            default -> name.startsWith("asi ") ? SENTINEL : null;
        };
    }
}
