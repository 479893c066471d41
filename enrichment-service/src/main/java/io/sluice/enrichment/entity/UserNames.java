package io.sluice.enrichment.entity;

import io.sluice.contracts.ocsf.User;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of a person or service: the user principal name in lower case, {@code oid:} and the object id of Entra ID,
 * {@code sid:} and the security id, other addresses, and {@code domain\account}.
 *
 * <p>Accounts that every machine has are nobody: those of Windows itself (by their security id, their authority or
 * their name) and those of machines, which end with a dollar sign.
 */
final class UserNames {

    private static final int PRINCIPAL = 0;
    private static final int OBJECT_ID = 1;
    private static final int SECURITY_ID = 2;
    private static final int ADDRESS = 3;

    private static final int MAX_ADDRESS = 320;

    /** Security ids of people and services begin so; all others are the same everywhere (MS-DTYP, 2.4.2.4). */
    private static final String SID_OF_DOMAIN = "S-1-5-21-";

    /** The security ids that Windows makes of object ids of Entra ID: four numbers of 32 bits. */
    private static final String SID_OF_ENTRA = "S-1-12-1-";

    private static final Set<String> AUTHORITIES = Set.of(
            "nt authority",
            "nt-autorität",
            "autorite nt",
            "nt service",
            "nt virtual machine",
            "window manager",
            "font driver host",
            "iis apppool",
            "builtin");

    private static final Set<String> NOBODY = Set.of(
            "system",
            "localsystem",
            "local system",
            "local service",
            "localservice",
            "network service",
            "networkservice",
            "anonymous",
            "anonymous logon",
            "everyone",
            "defaultaccount",
            "wdagutilityaccount",
            "root",
            "nobody",
            "n/a",
            "unknown",
            "-");

    /** What Windows writes where a machine is in no domain; others are in none either. */
    private static final Set<String> NO_DOMAIN = Set.of("workgroup", ".", "n/a", "unknown", "-");

    /** Windows makes the account name of the display name here, which several people can have. */
    private static final String ENTRA_JOINED = "azuread";

    private UserNames() {}

    /** Returns the names of a user; none for nobody. */
    static List<Value> of(User user) {
        boolean mailbox = user.account() != null;
        String named = address(user.name());
        String mail = address(user.emailAddr());
        String box = user.account() == null ? null : address(user.account().name());
        String principal = mailbox ? named : mail;
        principal = principal != null ? principal : mailbox ? mail : named;
        return of(
                user.name(),
                user.domain(),
                new @Nullable String[] {user.uid(), user.uidAlt()},
                principal,
                new @Nullable String[] {named, mail, box});
    }

    /**
     * Returns the names of a user of whom a table's row tells; none for nobody.
     *
     * @param account the account's name, which may be a principal name or have its domain before it
     */
    static List<Value> of(
            @Nullable String account,
            @Nullable String domain,
            @Nullable String sid,
            @Nullable String objectId,
            @Nullable String principal) {
        String known = address(principal);
        String named = address(account);
        return of(
                account,
                domain,
                new @Nullable String[] {objectId, sid},
                known != null ? known : named,
                new @Nullable String[] {named});
    }

    private static List<Value> of(
            @Nullable String account,
            @Nullable String domain,
            @Nullable String[] ids,
            @Nullable String principal,
            @Nullable String[] addresses) {
        List<Value> values = new ArrayList<>(4);
        if (principal != null) {
            values.add(new Value(PRINCIPAL, principal));
        }
        for (String id : ids) {
            String objectId = CanonicalText.guid(id);
            String sid = objectId == null ? sid(id) : null;
            if (objectId != null) {
                add(values, OBJECT_ID, "oid:" + objectId);
            } else if (sid != null) {
                String entra = sid.startsWith(SID_OF_ENTRA) ? objectIdOf(sid) : null;
                if (entra == null && !sid.startsWith(SID_OF_DOMAIN)) {
                    return List.of();
                }
                if (entra != null) {
                    add(values, OBJECT_ID, "oid:" + entra);
                }
                add(values, SECURITY_ID, "sid:" + sid);
            }
        }
        for (String address : addresses) {
            if (address != null) {
                add(values, ADDRESS, address);
            }
        }
        return withAccount(values, CanonicalText.lower(account), CanonicalText.lower(domain));
    }

    private static List<Value> withAccount(List<Value> values, @Nullable String account, @Nullable String domain) {
        if (account == null || account.indexOf('@') >= 0) {
            return values;
        }
        int separator = account.lastIndexOf('\\');
        String name = account.substring(separator + 1).strip();
        String realm = separator > 0 ? account.substring(0, separator).strip() : domain;
        if (name.isEmpty()) {
            return values;
        }
        if (name.charAt(name.length() - 1) == '$' || (realm != null && AUTHORITIES.contains(realm))) {
            return List.of();
        }
        if (NOBODY.contains(name)) {
            return values.isEmpty() || values.getFirst().rank() > OBJECT_ID ? List.of() : values;
        }
        boolean named = realm != null && !realm.isEmpty() && !NO_DOMAIN.contains(realm) && realm.indexOf('\\') < 0;
        if (named && (values.isEmpty() || !ENTRA_JOINED.equals(realm))) {
            values.add(new Value(Value.LAST_RESORT, realm + '\\' + name));
        }
        return values;
    }

    private static void add(List<Value> values, int rank, String text) {
        for (Value known : values) {
            if (known.text().equals(text)) {
                return;
            }
        }
        values.add(new Value(rank, text));
    }

    /**
     * Returns a mail address or principal name in lower case, without angle brackets, {@code smtp:} or the claim that
     * SharePoint writes before it; nothing if it is none.
     */
    static @Nullable String address(@Nullable String text) {
        if (text == null || text.indexOf('@') < 0) {
            return null;
        }
        String address = CanonicalText.lower(text);
        if (address == null) {
            return null;
        }
        int start = Math.max(address.lastIndexOf('|'), address.lastIndexOf('<')) + 1;
        int close = address.indexOf('>', start);
        address = address.substring(start, close < 0 ? address.length() : close);
        address = address.startsWith("smtp:") ? address.substring("smtp:".length()) : address;
        address = address.strip();
        int at = address.lastIndexOf('@');
        if (at <= 0 || at == address.length() - 1 || address.length() > MAX_ADDRESS) {
            return null;
        }
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c == ':' || c == '\\' || c == '"' || c == ',' || c == ';' || Character.isWhitespace(c)) {
                return null;
            }
        }
        return address.charAt(address.length() - 1) == '.' ? null : address;
    }

    private static @Nullable String sid(@Nullable String text) {
        if (text == null || text.length() > 200) {
            return null;
        }
        String sid = text.strip().toUpperCase(Locale.ROOT);
        if (!sid.startsWith("S-1-")) {
            return null;
        }
        for (int i = 2; i < sid.length(); i++) {
            char c = sid.charAt(i);
            if (!CanonicalText.isDigit(c) && (c != '-' || sid.charAt(i - 1) == '-')) {
                return null;
            }
        }
        return sid;
    }

    /** The object id that a security id of Entra ID is made of; each number is four bytes, the lowest first. */
    private static @Nullable String objectIdOf(String sid) {
        byte[] bytes = new byte[16];
        int at = SID_OF_ENTRA.length();
        for (int part = 0; part < 4; part++) {
            int end = sid.indexOf('-', at);
            boolean last = part == 3;
            if (last != (end < 0)) {
                return null;
            }
            String digits = sid.substring(at, last ? sid.length() : end);
            if (digits.isEmpty() || digits.length() > 10) {
                return null;
            }
            long number = Long.parseLong(digits);
            for (int i = 0; i < 4; i++) {
                bytes[4 * part + i] = (byte) (number >>> (8 * i));
            }
            at = end + 1;
        }
        // The first three groups of a GUID are written the other way round than they are stored.
        int[] order = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
        StringBuilder guid = new StringBuilder(36);
        for (int i = 0; i < order.length; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                guid.append('-');
            }
            HexFormat.of().toHexDigits(guid, bytes[order[i]]);
        }
        return CanonicalText.guid(guid.toString());
    }
}
