package io.sluice.simulator.tenant;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An API that tokens can be asked for.
 *
 * @param name display name
 * @param appId application id of the resource
 * @param identifiers the identifier URIs that clients may name it by, without a trailing slash
 * @param tokenVersion 1 for tokens issued by sts.windows.net, as the Microsoft APIs here use, 2 for the newer format
 */
public record Resource(String name, String appId, List<String> identifiers, int tokenVersion) {

    /** The resource of the incidents API. */
    public static final Resource THREAT_PROTECTION = new Resource(
            "Microsoft Threat Protection",
            "8ee8fdad-f234-4243-8f3b-15c294843740",
            List.of(
                    "https://api.security.microsoft.com",
                    "https://api-us.security.microsoft.com",
                    "https://api-eu.security.microsoft.com",
                    "https://api-uk.security.microsoft.com",
                    "https://api-gcc.security.microsoft.us",
                    "https://api-gov.security.microsoft.us",
                    "https://security.microsoft.com/mtp"),
            1);

    /** Sluice's own API, registered in the platform tenant only. */
    public static final Resource SLUICE =
            new Resource("Sluice", "5a1ce000-0000-4000-8000-0000000000aa", List.of("api://sluice"), 2);

    /** The resource of Defender for Endpoint. */
    public static final Resource ENDPOINT = new Resource(
            "WindowsDefenderATP",
            "fc780465-2017-40d4-a0c5-307022471b92",
            List.of(
                    "https://api.securitycenter.microsoft.com",
                    "https://api-us.securitycenter.microsoft.com",
                    "https://api-eu.securitycenter.microsoft.com",
                    "https://api-uk.securitycenter.microsoft.com",
                    "https://api-gcc.securitycenter.microsoft.us",
                    "https://api-gov.securitycenter.microsoft.us",
                    "https://api.securitycenter.windows.com",
                    "https://securitycenter.onmicrosoft.com/windowsatpservice"),
            1);

    /** The resource of Microsoft Graph. */
    public static final Resource GRAPH = new Resource(
            "Microsoft Graph",
            "00000003-0000-0000-c000-000000000000",
            List.of(
                    "https://graph.microsoft.com",
                    "https://graph.microsoft.us",
                    "https://dod-graph.microsoft.us",
                    "https://microsoftgraph.chinacloudapi.cn"),
            1);

    /** The resource of Exchange Online's admin API. */
    public static final Resource EXCHANGE = new Resource(
            "Office 365 Exchange Online",
            "00000002-0000-0ff1-ce00-000000000000",
            List.of(
                    "https://outlook.office365.com",
                    "https://outlook.office.com",
                    "https://outlook.office365.us",
                    "https://outlook-dod.office365.us",
                    "https://webmail.apps.mil",
                    "https://outlook.office365.cn",
                    "https://partner.outlook.cn"),
            1);

    /** The resource of Log Analytics queries. */
    public static final Resource LOG_ANALYTICS = new Resource(
            "Log Analytics API",
            "ca7f3f0b-7d91-482c-8e09-c5d840d0eac5",
            List.of(
                    "https://api.loganalytics.io",
                    "https://api.loganalytics.azure.com",
                    "https://api.loganalytics.us",
                    "https://api.loganalytics.azure.cn"),
            1);

    /** The resource of Azure Resource Manager. */
    public static final Resource ARM = new Resource(
            "Windows Azure Service Management API",
            "797f4846-ba00-4fd7-ba43-dac1f8f63013",
            List.of(
                    "https://management.azure.com",
                    "https://management.core.windows.net",
                    "https://management.usgovcloudapi.net",
                    "https://management.core.usgovcloudapi.net",
                    "https://management.chinacloudapi.cn",
                    "https://management.core.chinacloudapi.cn"),
            1);

    /** The resource of Defender for Cloud Apps, which has no name but its id. */
    public static final Resource CLOUD_APPS =
            new Resource("Microsoft Cloud App Security", "05a65629-4c1b-48c1-a78b-804c4abdd4af", List.of(), 1);

    /** The Microsoft APIs that every customer tenant has. */
    public static final List<Resource> MICROSOFT =
            List.of(THREAT_PROTECTION, ENDPOINT, GRAPH, EXCHANGE, LOG_ANALYTICS, ARM, CLOUD_APPS);

    /** Whether a client may call this resource so; a trailing slash is accepted, as by the real service. */
    public boolean isNamed(String identifier) {
        String plain = identifier.endsWith("/") ? identifier.substring(0, identifier.length() - 1) : identifier;
        String lower = plain.toLowerCase(Locale.ROOT);
        return lower.equals(appId) || identifiers.contains(lower);
    }

    /** The resource among these that a person means by a name, an id or an identifier URI. */
    public static Optional<Resource> find(List<Resource> among, String identifier) {
        return among.stream()
                .filter(resource -> resource.name().equalsIgnoreCase(identifier) || resource.isNamed(identifier))
                .findFirst();
    }
}
