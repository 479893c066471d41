package io.sluice.connections.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what people paste: an id with braces or with its caption, a portal's address that holds the id, an Azure
 * resource id, a domain out of an address or a mailbox. What is not clear is not guessed at.
 */
final class Pasted {

    /** What an id is the id of. */
    enum Id {
        TENANT("tid", "tenant", "tenantid", "tenant_id", "directoryid", "directory_id", "realm"),
        CLIENT("appid", "app_id", "applicationid", "application_id", "clientid", "client_id"),
        SUBSCRIPTION("subscriptions", "subscription", "subscriptionid", "subscription_id"),
        WORKSPACE("workspaceid", "workspace_id", "workspaces", "customerid", "customer_id"),
        ANOTHER("objectid", "object_id", "oid", "serviceprincipalid", "principalid", "keyid", "key_id", "secretid");

        @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable set
        private final Set<String> captions;

        Id(String... captions) {
            this.captions = Set.of(captions);
        }
    }

    /** A workspace, as an Azure resource id names it; a resource id of a resource group names none. */
    record Workspace(
            String subscriptionId,
            String resourceGroup,
            @Nullable String workspaceName) {}

    private static final int LONGEST = 4000;
    private static final String GUID_FORM = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final Pattern GUID = Pattern.compile(GUID_FORM);
    private static final Pattern CLOSE = Pattern.compile("[0-9a-f]{32}");

    /** A GUID within a text, with the word before it: {@code appId/…}, {@code tid=…}, {@code Client ID: …}. */
    private static final Pattern WITHIN = Pattern.compile("(?<![0-9a-z-])(?:(?!" + GUID_FORM
            + ")([a-z][a-z0-9._-]{0,80})[/=:~\\s\"'{(]{1,8})?(" + GUID_FORM + ")(?![0-9a-z-])");

    private static final Pattern SIGN_IN_HOST =
            Pattern.compile("login\\.[a-z.]*microsoft[a-z.]*|sts\\.windows\\.net|login\\.windows\\.net");
    private static final Pattern RESOURCE_ID = Pattern.compile(
            "/subscriptions/(" + GUID_FORM + ")/resourcegroups/([^/?#\\s]{1,90})"
                    + "(?:/providers/microsoft\\.operationalinsights/workspaces/([^/?#\\s]{1,63}))?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST =
            Pattern.compile("^(?:[a-z][a-z0-9+.-]*:(?://)?)?(?:[^/@\\s]*@)?([^/:?#@\\s]+?)\\.?(?::\\d+)?(?:[/?#].*)?$");

    private Pasted() {}

    /** Returns a GUID in lower case without braces, quotes and blanks, if the text is one and nothing else. */
    static Optional<String> guid(String text) {
        String bare = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^urn:uuid:", "");
        while (bare.length() > 2 && isWrapped(bare)) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        if (CLOSE.matcher(bare).matches()) {
            bare = "%s-%s-%s-%s-%s"
                    .formatted(
                            bare.substring(0, 8),
                            bare.substring(8, 12),
                            bare.substring(12, 16),
                            bare.substring(16, 20),
                            bare.substring(20));
        }
        return GUID.matcher(bare).matches() ? Optional.of(bare) : Optional.empty();
    }

    /**
     * Returns the id of a kind that a text holds: the text itself, or the one of that kind in a pasted address.
     *
     * @return nothing if there is none, or if it is not clear which of several is meant
     */
    static Optional<String> guid(String text, Id wanted) {
        Optional<String> bare = guid(text);
        if (bare.isPresent()) {
            return bare;
        }
        Set<String> ofTheKind = new HashSet<>();
        Set<String> ofNoKind = new HashSet<>();
        boolean ofAnotherKind = false;
        Matcher within = WITHIN.matcher(decoded(text).toLowerCase(Locale.ROOT));
        while (within.find()) {
            Id kind = kind(within.group(1));
            if (kind == wanted) {
                ofTheKind.add(within.group(2));
            } else if (kind == null) {
                ofNoKind.add(within.group(2));
            } else {
                ofAnotherKind = true;
            }
        }
        Set<String> candidates = ofTheKind.isEmpty() && !ofAnotherKind ? ofNoKind : ofTheKind;
        return candidates.size() == 1 ? Optional.of(candidates.iterator().next()) : Optional.empty();
    }

    /** Returns the workspace that an Azure resource id names, alone or within a portal's address. */
    static Optional<Workspace> workspace(String text) {
        Matcher resource = RESOURCE_ID.matcher(decoded(text));
        return resource.find()
                ? Optional.of(
                        new Workspace(resource.group(1).toLowerCase(Locale.ROOT), resource.group(2), resource.group(3)))
                : Optional.empty();
    }

    /** Returns what could be a domain, in lower case: the host of an address, or what follows a mailbox's {@code @}. */
    static String domain(String text) {
        String bare = text.strip().toLowerCase(Locale.ROOT);
        if (bare.length() > LONGEST) {
            return bare;
        }
        Matcher host = HOST.matcher(bare);
        return host.matches() ? host.group(1) : bare;
    }

    private static @Nullable Id kind(@Nullable String caption) {
        if (caption == null) {
            return null;
        }
        if (SIGN_IN_HOST.matcher(caption).matches()) {
            return Id.TENANT;
        }
        for (Id id : Id.values()) {
            if (id.captions.contains(caption)) {
                return id;
            }
        }
        return null;
    }

    private static boolean isWrapped(String text) {
        char first = text.charAt(0);
        char last = text.charAt(text.length() - 1);
        return (first == '{' && last == '}')
                || (first == '(' && last == ')')
                || (first == last && (first == '"' || first == '\'' || first == '`'));
    }

    private static String decoded(String text) {
        String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        try {
            return bounded.indexOf('%') < 0 ? bounded : URLDecoder.decode(bounded, UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return bounded;
        }
    }
}
