package io.sluice.poller.normalize;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft Graph's words in the spelling of the Defender XDR API, so that a finding reads the same through whichever
 * of the two it came. Most differ in the first letter alone (Microsoft Learn: the enumerations of
 * microsoft.graph.security, and "List incidents API in Microsoft Defender XDR"). A word that neither page lists is only
 * spelled like the others.
 */
final class GraphWords {

    private static final String NAMESPACE = "#microsoft.graph.security.";
    private static final String EVIDENCE = "Evidence";

    private static final Map<String, String> SERVICES = Map.of(
            "microsoftDefenderForCloudApps", "MicrosoftCloudAppSecurity",
            "azureAdIdentityProtection", "AADIdentityProtection");

    private static final Map<String, String> DETECTORS = Map.of(
            "antivirus", "WindowsDefenderAv",
            "microsoftDefenderForEndpoint", "WindowsDefenderAtp",
            "smartScreen", "WindowsDefenderSmartScreen",
            "customTi", "CustomerTI",
            "cloudAppSecurity", "MCAS",
            "microsoftDefenderForOffice365", "OfficeATP",
            "microsoftDefenderForIdentity", "AzureATP",
            "microsoft365Defender", "MTP",
            "azureAdIdentityProtection", "AADIdentityProtection");

    private static final Map<String, String> KINDS = Map.of(
            "mailbox", "MailBox",
            "analyzedMessage", "MailMessage",
            "registryKey", "Registry",
            "registryValue", "Registry");

    private GraphWords() {}

    /** A word that differs in its first letter. */
    static @Nullable String word(@Nullable String graph) {
        return graph == null || graph.isEmpty()
                ? graph
                : graph.substring(0, 1).toUpperCase(Locale.ROOT) + graph.substring(1);
    }

    static @Nullable String severity(@Nullable String graph) {
        return "unknown".equals(graph) ? "UnSpecified" : word(graph);
    }

    /** A decision; that there is none yet, alerts of the Defender XDR API do not say in a word. */
    static @Nullable String decision(@Nullable String graph) {
        return "unknown".equals(graph) ? null : word(graph);
    }

    static @Nullable String serviceSource(@Nullable String graph) {
        return graph == null ? null : SERVICES.getOrDefault(graph, word(graph));
    }

    static @Nullable String detectionSource(@Nullable String graph) {
        return graph == null ? null : DETECTORS.getOrDefault(graph, word(graph));
    }

    /** What a piece of evidence is, of its {@code @odata.type}. */
    static @Nullable String kind(@Nullable String type) {
        if (type == null) {
            return null;
        }
        String name = type.startsWith(NAMESPACE) ? type.substring(NAMESPACE.length()) : type;
        if (name.endsWith(EVIDENCE) && name.length() > EVIDENCE.length()) {
            name = name.substring(0, name.length() - EVIDENCE.length());
        }
        return KINDS.getOrDefault(name, word(name));
    }
}
