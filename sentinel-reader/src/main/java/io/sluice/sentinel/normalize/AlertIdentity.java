package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.polling.finding.Members;
import io.sluice.polling.finding.Words;
import org.jspecify.annotations.Nullable;

/**
 * One identity for an alert, whichever of Microsoft's services shows it: its id in Defender XDR, which is the id that
 * Microsoft Graph and the incidents API give it, in lower case.
 *
 * <p>It follows from what a service writes when it makes the alert and never changes afterwards: not from whether the
 * workspace belongs to the Defender portal by now, nor from the incident, the state or the time.
 */
public final class AlertIdentity {

    private AlertIdentity() {}

    /**
     * Returns the identity of an alert from the columns of a row of SecurityAlert; nothing if the row has no id at all.
     *
     * @param row an object with at least the columns VendorOriginalId, AlertLink, ProductName, ProviderName, AlertType
     *     and SystemAlertId
     */
    public static @Nullable String ofRow(JsonNode row) {
        return uid(
                Members.id(row, "VendorOriginalId"),
                Members.text(row, "AlertLink"),
                Members.text(row, "ProductName"),
                Members.text(row, "ProviderName"),
                Members.text(row, "AlertType"),
                Members.id(row, "SystemAlertId"));
    }

    /** Returns the identity of a SecurityAlert of Azure Resource Manager; nothing if it has no id at all. */
    public static @Nullable String ofArm(JsonNode alert) {
        JsonNode properties = Members.object(alert, "properties");
        String systemAlertId = Members.id(properties, "systemAlertId");
        return uid(
                Members.id(properties, "providerAlertId"),
                Members.text(properties, "alertLink"),
                Members.text(properties, "productName"),
                null,
                Members.text(properties, "alertType"),
                systemAlertId != null ? systemAlertId : Members.id(alert, "name"));
    }

    /** Returns the identity of an incident from a row of SecurityIncident: its name, the same as in Azure. */
    public static @Nullable String ofIncidentRow(JsonNode row) {
        return lowerCase(Members.id(row, "IncidentName"));
    }

    /** Returns the identity of an incident of Azure Resource Manager. */
    public static @Nullable String ofIncidentArm(JsonNode incident) {
        return lowerCase(Members.id(incident, "name"));
    }

    /**
     * Returns the identity of an alert, in lower case; nothing if there is no id at all.
     *
     * <ol>
     *   <li>An alert that a rule of Sentinel raised is {@code sn} and its {@code VendorOriginalId}, as the Defender
     *       portal names it, also before the workspace is in that portal. A rule may write any link into its alert, so
     *       that its link does not count.
     *   <li>Otherwise the link to the alert in the Defender portal ends with its id. It is the only witness where the
     *       id does not follow from the product's (Entra ID Protection, custom detections, the engine of XDR).
     *   <li>Otherwise {@code VendorOriginalId}: as it is where it has Defender's form already, with the product's
     *       prefix where it is the product's own.
     *   <li>An alert that Defender does not show (Defender for IoT, other vendors), or without such an id, is its
     *       {@code SystemAlertId}: ids of other products are not unique among each other.
     * </ol>
     *
     * @param vendorOriginalId in Azure Resource Manager {@code providerAlertId}
     * @param providerName missing in Azure Resource Manager
     */
    public static @Nullable String uid(
            @Nullable String vendorOriginalId,
            @Nullable String alertLink,
            @Nullable String productName,
            @Nullable String providerName,
            @Nullable String alertType,
            @Nullable String systemAlertId) {
        String vendorId = lowerCase(vendorOriginalId);
        AlertProduct product = AlertProduct.of(productName, providerName, alertType);
        if (product == AlertProduct.SENTINEL) {
            return vendorId == null ? lowerCase(systemAlertId) : prefixed(product, vendorId);
        }
        String linked = alertLink == null ? null : PortalLink.alertId(alertLink);
        if (linked != null && !linked.startsWith(AlertProduct.SENTINEL.prefix())) {
            return linked;
        }
        if (vendorId != null && product != null) {
            return prefixed(product, vendorId);
        }
        if (vendorId != null && DefenderAlertId.isPrefixed(vendorId)) {
            return vendorId;
        }
        return systemAlertId != null ? lowerCase(systemAlertId) : vendorId;
    }

    /** Defender's form of a product's id, which may have it already. */
    private static String prefixed(AlertProduct product, String vendorId) {
        boolean hasPrefix = product == AlertProduct.SENTINEL
                ? vendorId.startsWith(product.prefix())
                : DefenderAlertId.beginsLikeOne(vendorId) && !DefenderAlertId.isBare(vendorId);
        return hasPrefix ? vendorId : product.prefix() + vendorId;
    }

    private static @Nullable String lowerCase(@Nullable String id) {
        return id == null ? null : Words.plain(id);
    }
}
