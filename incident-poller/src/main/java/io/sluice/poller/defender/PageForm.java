package io.sluice.poller.defender;

/**
 * How an interface names what is on its pages.
 *
 * @param id the member with the id of an incident
 * @param changed the member with the time of its last change
 * @param alerts the member with its alerts
 * @param alertId the member with the id of an alert
 * @param linksToAlerts whether an incident can link to more of its alerts
 */
public record PageForm(String id, String changed, String alerts, String alertId, boolean linksToAlerts) {

    /** The Defender XDR API. */
    public static final PageForm DEFENDER_XDR =
            new PageForm("incidentId", "lastUpdateTime", "alerts", "alertId", false);

    /**
     * Microsoft Graph. Its lists of alerts have the same form as those of incidents, only that nothing is in an alert.
     */
    public static final PageForm MICROSOFT_GRAPH = new PageForm("id", "lastUpdateDateTime", "alerts", "id", true);
}
