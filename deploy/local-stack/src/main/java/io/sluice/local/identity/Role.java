package io.sluice.local.identity;

import io.sluice.local.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The roles of Sluice's interfaces, each with an application of its own at the local identity provider. */
public enum Role {
    /** May change connections. */
    OPERATOR("5a1ce000-0000-4000-8000-00000000000a"),
    /** May look, and ask for more. */
    ANALYST("5a1ce000-0000-4000-8000-00000000000b"),
    /** Is one of Sluice's services. */
    SERVICE("5a1ce000-0000-4000-8000-00000000000c");

    private final String clientId;

    Role(String clientId) {
        this.clientId = clientId;
    }

    /** Returns the id of the role's application. */
    public String clientId() {
        return clientId;
    }

    /** Returns the application's secret: a well-known demo value, good for nothing outside the local stack. */
    public String clientSecret() {
        return "demo-" + word() + "-secret";
    }

    /** Returns the role as tokens spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a role by the word in a token. */
    public static Role named(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UserError("There is no role '" + word + "'; the roles are "
                        + Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", ")) + "."));
    }
}
