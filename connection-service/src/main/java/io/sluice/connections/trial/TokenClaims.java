package io.sluice.connections.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says of itself. It is read for people only and proves nothing: the signature is not checked,
 * because the token is Microsoft's to check, and its form is not promised to clients (Microsoft Learn: "Access tokens
 * in the Microsoft identity platform").
 *
 * @param audience claim {@code aud}
 * @param tenantId claim {@code tid}
 * @param roles the application permissions, claim {@code roles}; Entra ID leaves it out where there are none
 * @param directoryRoles template ids of directory roles, claim {@code wids}
 */
record TokenClaims(
        @Nullable String audience, @Nullable String tenantId, Set<String> roles, Set<String> directoryRoles) {

    private static final int LARGEST = 64 * 1024;

    /** What is shown of a token: names and ids, nothing that could break out of where it is shown. */
    private static final Pattern SHOWABLE = Pattern.compile("[A-Za-z0-9._:/-]{1,200}");

    TokenClaims {
        roles = Set.copyOf(roles);
        directoryRoles = Set.copyOf(directoryRoles);
    }

    /** Reads a token; one that is no JSON Web Token, as some of Microsoft's are not, tells nothing. */
    static Optional<TokenClaims> of(String token) {
        List<String> parts = List.of(token.split("\\.", -1));
        if (parts.size() != 3 || token.length() > LARGEST) {
            return Optional.empty();
        }
        try {
            JsonNode claims =
                    Json.MAPPER.readTree(new String(Base64.getUrlDecoder().decode(parts.get(1)), UTF_8));
            if (claims == null || !claims.isObject()) {
                return Optional.empty();
            }
            JsonNode audience = claims.path("aud");
            return Optional.of(new TokenClaims(
                    text(audience.isArray() ? audience.path(0) : audience),
                    text(claims.path("tid")),
                    texts(claims.path("roles")),
                    texts(claims.path("wids"))));
        } catch (IOException | IllegalArgumentException opaque) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(JsonNode value) {
        return value.isTextual() && SHOWABLE.matcher(value.textValue()).matches() ? value.textValue() : null;
    }

    private static Set<String> texts(JsonNode values) {
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode value : values.isTextual() ? List.of(values) : values) {
            String text = text(value);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    @Override
    public String toString() {
        return "TokenClaims[audience=" + audience + ", roles=" + roles + "]";
    }
}
