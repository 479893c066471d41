package io.sluice.simulator.sentinel;

import io.sluice.simulator.sentinel.EntityJson.Style;
import java.util.Arrays;

/**
 * The products of Defender XDR under the names that they have kept in Sentinel.
 *
 * <p>After Microsoft Learn: "Alert schema differences: standalone vs. XDR connector" and the prefixes in "Investigate
 * alerts in Microsoft Defender XDR".
 */
enum Product {
    ENDPOINT(
            "MicrosoftDefenderForEndpoint",
            "Microsoft Defender Advanced Threat Protection",
            "MDATP",
            Ids.EITHER,
            Style.NESTED),
    OFFICE("MicrosoftDefenderForOffice365", "Office 365 Advanced Threat Protection", "OATP", Ids.BARE, Style.FLAT),
    IDENTITY(
            "MicrosoftDefenderForIdentity",
            "Azure Advanced Threat Protection",
            "Azure Advanced Threat Protection",
            Ids.BARE,
            Style.NESTED),
    CLOUD_APPS("MicrosoftCloudAppSecurity", "Microsoft Cloud App Security", "MCAS", Ids.BARE, Style.FLAT),
    ENTRA("AADIdentityProtection", "Azure Active Directory Identity Protection", "IPC", Ids.ITS_OWN, Style.FLAT),
    DEFENDER("", "Microsoft 365 Defender", "Microsoft 365 Defender", Ids.PREFIXED, Style.NESTED);

    /** The form in which a product gives its ids to Sentinel. */
    enum Ids {
        /** As Defender has it. */
        PREFIXED,
        /** Without the two letters that Defender puts before it. */
        BARE,
        /** Some so and some so. */
        EITHER,
        /** Another than in Defender altogether. */
        ITS_OWN
    }

    private static final int PREFIX = 2;

    private final String serviceSource;
    private final String productName;
    private final String providerName;
    private final Ids ids;
    private final Style style;

    Product(String serviceSource, String productName, String providerName, Ids ids, Style style) {
        this.serviceSource = serviceSource;
        this.productName = productName;
        this.providerName = providerName;
        this.ids = ids;
        this.style = style;
    }

    /** The product that Defender calls so. */
    static Product of(String serviceSource) {
        return Arrays.stream(values())
                .filter(product -> product.serviceSource.equals(serviceSource))
                .findFirst()
                .orElse(DEFENDER);
    }

    String productName() {
        return productName;
    }

    String providerName() {
        return providerName;
    }

    Style style() {
        return style;
    }

    /** The id that Sentinel gets for an alert. */
    String vendorOriginalId(String alertId, String providerAlertId) {
        boolean prefixed = alertId.matches("[a-z]{2}.{6,}");
        boolean bare = switch (ids) {
            case PREFIXED, ITS_OWN -> false;
            case BARE -> true;
            case EITHER -> Draw.about("bare", alertId).chance(0.5);
        };
        if (ids == Ids.ITS_OWN && !providerAlertId.isEmpty()) {
            return providerAlertId;
        }
        return bare && prefixed ? alertId.substring(PREFIX) : alertId;
    }

    /**
     * Whether an alert's page is named in Sentinel. Where the id alone does not tell which alert of Defender is meant,
     * it always is; otherwise mostly.
     */
    boolean hasLink(String alertId) {
        return this != OFFICE || !Draw.about("link", alertId).chance(0.15);
    }
}
