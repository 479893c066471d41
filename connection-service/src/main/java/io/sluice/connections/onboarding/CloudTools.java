package io.sluice.connections.onboarding;

import io.sluice.microsoft.cloud.Cloud;

/**
 * How Microsoft's tools call a cloud (Microsoft Learn: "az cloud", "Connect-MgGraph", "Connect-ExchangeOnline",
 * "Connect-AzAccount").
 *
 * @param azureCli for {@code az cloud set --name}
 * @param graph for {@code Connect-MgGraph -Environment}
 * @param exchange for {@code Connect-ExchangeOnline -ExchangeEnvironmentName}
 * @param defenderPortal where Defender is administered; empty where there is none
 */
record CloudTools(String azureCli, String graph, String exchange, String defenderPortal) {

    /** Returns the names of a cloud. */
    static CloudTools of(Cloud cloud) {
        return switch (cloud) {
            case COMMERCIAL, GCC ->
                new CloudTools("AzureCloud", "Global", "O365Default", "https://security.microsoft.com");
            case GCC_HIGH ->
                new CloudTools("AzureUSGovernment", "USGov", "O365USGovGCCHigh", "https://security.microsoft.us");
            case DOD -> new CloudTools("AzureUSGovernment", "USGovDoD", "O365USGovDoD", "https://security.apps.mil");
            case CHINA -> new CloudTools("AzureChinaCloud", "China", "O365China", "");
        };
    }
}
