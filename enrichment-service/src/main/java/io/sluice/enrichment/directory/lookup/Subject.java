package io.sluice.enrichment.directory.lookup;

import io.sluice.contracts.directory.DirectoryKind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom or what a request asks about.
 *
 * @param name the name or id in lower case, as Microsoft compares them
 * @param isId whether it is an id, which also holds where the directory itself cannot be read
 */
public record Subject(DirectoryKind kind, String name, boolean isId) {

    private static final int LONGEST_USER = 256;
    private static final int LONGEST_NAME = 253;

    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Microsoft Learn: "machine resource type". */
    private static final Pattern MACHINE_ID = Pattern.compile("[0-9a-f]{40}");

    /** What a user principal name may hold (Microsoft Learn: "userPrincipalName"); guests have {@code #EXT#} in it. */
    private static final Pattern USER_PRINCIPAL_NAME =
            Pattern.compile("[\\p{L}\\p{N}.!#$&'*+=^_`{|}~-]+@[\\p{L}\\p{N}][\\p{L}\\p{N}.-]*");

    /** Host names of Windows may hold an underscore. */
    private static final Pattern DNS_NAME =
            Pattern.compile("[\\p{L}\\p{N}_]([\\p{L}\\p{N}_-]*)(\\.[\\p{L}\\p{N}_][\\p{L}\\p{N}_-]*)*");

    /** Returns the user that a user principal name or an Entra object id names; nothing if it is neither. */
    public static Optional<Subject> user(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        boolean isId = GUID.matcher(name).matches();
        return name.length() <= LONGEST_USER
                        && (isId || USER_PRINCIPAL_NAME.matcher(name).matches())
                ? Optional.of(new Subject(DirectoryKind.USER, name, isId))
                : Optional.empty();
    }

    /** Returns the device that an id in Defender for Endpoint or a DNS name names; nothing if it is neither. */
    public static Optional<Subject> device(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        boolean isId = MACHINE_ID.matcher(name).matches();
        return name.length() <= LONGEST_NAME && (isId || DNS_NAME.matcher(name).matches())
                ? Optional.of(new Subject(DirectoryKind.DEVICE, name, isId))
                : Optional.empty();
    }
}
