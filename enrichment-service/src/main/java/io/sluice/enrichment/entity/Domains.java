package io.sluice.enrichment.entity;

import com.google.common.net.InternetDomainName;
import org.jspecify.annotations.Nullable;

/**
 * The part of a host's name that somebody registered, by the list of public suffixes (publicsuffix.org) that Guava
 * brings; also what one customer has of a shared host, such as {@code evil.azurewebsites.net}. Under a top-level domain
 * that the list does not know, two labels.
 */
final class Domains {

    private Domains() {}

    /**
     * Returns the registered domain of a host; nothing where the name has only one label.
     *
     * @param host in lower case and ASCII, and no address
     */
    static @Nullable String registered(String host) {
        int last = host.lastIndexOf('.');
        if (last <= 0) {
            return null;
        }
        try {
            InternetDomainName name = InternetDomainName.from(host);
            if (name.isUnderPublicSuffix()) {
                return name.topPrivateDomain().toString();
            }
            if (name.hasPublicSuffix()) {
                return host;
            }
        } catch (IllegalArgumentException noName) {
            return twoLabels(host, last);
        }
        return twoLabels(host, last);
    }

    private static String twoLabels(String host, int last) {
        return host.substring(host.lastIndexOf('.', last - 1) + 1);
    }

    /** Returns the registered domain of a mail address in lower case; nothing where it has none. */
    static @Nullable String ofAddress(String address) {
        String host = WebAddress.host(address.substring(address.lastIndexOf('@') + 1));
        return host == null || IpAddresses.parse(host) != null ? null : registered(host);
    }
}
