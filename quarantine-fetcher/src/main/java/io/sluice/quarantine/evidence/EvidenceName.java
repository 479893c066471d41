package io.sluice.quarantine.evidence;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What evidence is called, in every store: {@code <tenantId>/<sha256>}. Both parts are checked and in small letters, so
 * that no name leads out of its folder.
 *
 * @param tenantId Microsoft's id of the tenant, a GUID
 * @param sha256 the digest of the bytes as they were received, in 64 hexadecimal digits
 */
record EvidenceName(String tenantId, String sha256) {

    private static final Pattern TENANT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    EvidenceName {
        if (!isSha256(sha256)) {
            throw new IllegalArgumentException("A SHA-256 has 64 hexadecimal digits");
        }
        if (!isTenant(tenantId)) {
            throw new IllegalArgumentException("A tenant id is a GUID");
        }
    }

    /** Returns the name of what somebody asks for; nothing if it cannot be one. */
    static Optional<EvidenceName> parse(String tenantId, String sha256) {
        String tenant = tenantId.toLowerCase(Locale.ROOT);
        String digest = sha256.toLowerCase(Locale.ROOT);
        return isTenant(tenant) && isSha256(digest) ? Optional.of(new EvidenceName(tenant, digest)) : Optional.empty();
    }

    /**
     * Returns a tenant's id as it is in names.
     *
     * @throws IllegalArgumentException if it is no GUID
     */
    static String tenant(String tenantId) {
        String tenant = tenantId.toLowerCase(Locale.ROOT);
        if (!isTenant(tenant)) {
            throw new IllegalArgumentException("A tenant id is a GUID");
        }
        return tenant;
    }

    /** Tells whether this is the first part of a name. */
    static boolean isTenant(String text) {
        return TENANT.matcher(text).matches();
    }

    /** Tells whether this is the second part of a name. */
    static boolean isSha256(String text) {
        return SHA256.matcher(text).matches();
    }

    /** Returns {@code <tenantId>/<sha256>}. */
    @Override
    public String toString() {
        return tenantId + "/" + sha256;
    }
}
