package io.sluice.connections.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.sluice.connections.registry.ConnectionFilter;
import io.sluice.connections.status.OverallState;
import io.sluice.contracts.connection.Capability;
import io.sluice.microsoft.cloud.Cloud;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a caller wants of the list of connections.
 *
 * @param limit the largest number of connections of one answer
 * @param after the name after which the list goes on
 */
record ListQuery(ConnectionFilter filter, int limit, Optional<String> after) {

    static final int DEFAULT_LIMIT = 100;
    static final int LARGEST_LIMIT = 1000;

    static final Set<String> FILTERS = Set.of("name", "tenantId", "cloud", "enabled", "capability");
    private static final Set<String> PARAMETERS = Stream.concat(FILTERS.stream(), Stream.of("state", "limit", "cursor"))
            .collect(toUnmodifiableSet());

    /**
     * Reads a query string.
     *
     * @param inState finds the connections that are in a state; asked only if one is wanted
     * @throws InvalidQuery if it is not valid
     */
    static ListQuery read(MultivaluedMap<String, String> parameters, Function<OverallState, Set<UUID>> inState) {
        QueryReader reader = new QueryReader(parameters, PARAMETERS);
        ConnectionFilter filter = filter(reader);
        Optional<OverallState> state = reader.one(
                "state",
                word -> OverallState.named(word.toLowerCase(Locale.ROOT)),
                "must be one of " + words(OverallState.values(), OverallState::word));
        int limit = reader.number("limit", 1, LARGEST_LIMIT, DEFAULT_LIMIT);
        Optional<String> after =
                reader.one("cursor", ListQuery::opened, "must be the member next of an earlier answer, as it was");
        reader.refuse();
        return new ListQuery(filter.among(state.map(inState)), limit, after);
    }

    /** Returns the address of the answer after this one. */
    static URI next(UriInfo uri, String after) {
        return uri.getRequestUriBuilder()
                .replaceQueryParam("cursor", cursor(after))
                .build();
    }

    /** Returns what a caller sends to go on after a name. */
    static String cursor(String after) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(after.getBytes(UTF_8));
    }

    /** Reads the filters alone. */
    static ConnectionFilter filter(QueryReader reader) {
        return new ConnectionFilter(
                reader.text("name"),
                reader.one(
                        "tenantId",
                        text -> Pasted.guid(text, Pasted.Id.TENANT),
                        "must be a GUID, such as c0a70000-0000-4000-8000-000000000001"),
                reader.one(
                        "cloud",
                        text -> Cloud.named(text.toLowerCase(Locale.ROOT)),
                        "must be one of " + words(Cloud.values(), Cloud::word)),
                reader.flag("enabled"),
                Set.copyOf(reader.all(
                        "capability",
                        Capability::named,
                        "must be one of " + words(Capability.values(), Capability::word))),
                Optional.empty());
    }

    private static Optional<String> opened(String cursor) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), UTF_8))
                    .filter(name -> !name.isEmpty() && name.length() <= 200 && name.indexOf('\0') < 0);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static <T> String words(T[] values, Function<T, String> word) {
        return Arrays.stream(values).map(word).collect(joining(", "));
    }
}
