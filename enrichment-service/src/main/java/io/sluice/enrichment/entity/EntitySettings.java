package io.sluice.enrichment.entity;

import io.sluice.contracts.correlation.EntityKind;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is to be known about entities.
 *
 * @param ignored by kind, what never is an entity, in canonical form. Of domains, URLs, users and mailboxes a domain
 *     such as {@code microsoft.com} means all that is in it and below it; of IP addresses {@code 192.0.2.0/24} a
 *     network. Anything else is a value as a whole, such as {@code ann@contoso.com}, {@code contoso\helpdesk},
 *     {@code host:kiosk}, {@code sha256:…} or a URL.
 */
public record EntitySettings(Map<EntityKind, Set<String>> ignored) {

    /** Where Microsoft itself is: everybody's mails and alerts lead there. */
    private static final Set<String> OF_MICROSOFT = Set.of(
            "microsoft.com",
            "microsoftonline.com",
            "microsoftonline-p.com",
            "windows.com",
            "windows.net",
            "windowsupdate.com",
            "azure.com",
            "azure.net",
            "msn.com",
            "bing.com",
            "live.com",
            "live.net",
            "msftauth.net",
            "msauth.net",
            "office.net",
            "office365.com",
            "aka.ms");

    /** Domains that so many people share that one of them says nothing; addresses in them still do. */
    private static final Set<String> SHARED = Set.of(
            "office.com",
            "outlook.com",
            "hotmail.com",
            "sharepoint.com",
            "onmicrosoft.com",
            "1drv.ms",
            "gmail.com",
            "googlemail.com",
            "google.com",
            "googleapis.com",
            "googleusercontent.com",
            "yahoo.com",
            "icloud.com",
            "me.com",
            "aol.com",
            "gmx.net",
            "gmx.de",
            "web.de",
            "proton.me",
            "protonmail.com",
            "apple.com",
            "amazon.com",
            "amazonaws.com",
            "cloudfront.net",
            "dropbox.com",
            "docusign.net",
            "facebook.com",
            "github.com",
            "githubusercontent.com",
            "instagram.com",
            "linkedin.com",
            "twitter.com",
            "x.com",
            "youtube.com",
            "zoom.us",
            "w3.org",
            "bit.ly",
            "tinyurl.com");

    public EntitySettings {
        Map<EntityKind, Set<String>> copy = new EnumMap<>(EntityKind.class);
        ignored.forEach((kind, values) -> copy.put(kind, Set.copyOf(values)));
        ignored = Map.copyOf(copy);
    }

    /**
     * Returns what is ignored where nothing else is configured: Microsoft's own domains, domains that everybody shares
     * (their URLs count; phishing lies in forms and files of Microsoft's as well), public name servers, Azure's own
     * address. What has to do with its form is not listed: private addresses, accounts of Windows, names that every
     * phone has and digests of empty files never are entities.
     */
    public static EntitySettings defaults() {
        Set<String> domains = new HashSet<>(OF_MICROSOFT);
        domains.addAll(SHARED);
        return new EntitySettings(Map.of(
                EntityKind.DOMAIN,
                domains,
                EntityKind.URL,
                Set.of(
                        "login.microsoftonline.com",
                        "login.live.com",
                        "www.microsoft.com",
                        "go.microsoft.com",
                        "support.microsoft.com",
                        "learn.microsoft.com",
                        "security.microsoft.com",
                        "teams.microsoft.com",
                        "account.microsoft.com",
                        "privacy.microsoft.com",
                        "windowsupdate.com",
                        "msftauth.net",
                        "msauth.net",
                        "aka.ms",
                        "www.office.com",
                        "portal.office.com",
                        "outlook.office.com",
                        "outlook.office365.com",
                        "www.w3.org"),
                EntityKind.MAILBOX,
                Set.of("microsoft.com"),
                EntityKind.IP,
                Set.of(
                        "1.1.1.1",
                        "1.0.0.1",
                        "8.8.8.8",
                        "8.8.4.4",
                        "9.9.9.9",
                        "168.63.129.16",
                        "2606:4700:4700::1111",
                        "2606:4700:4700::1001",
                        "2001:4860:4860::8888",
                        "2001:4860:4860::8844")));
    }
}
