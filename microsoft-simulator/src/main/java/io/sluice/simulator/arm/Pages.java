package io.sluice.simulator.arm;

import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.surface.Call;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists with a link to the next page. */
final class Pages {

    private static final String JSON_TYPE = "application/json; charset=utf-8";
    private static final String SKIP_TOKEN = "$skipToken";

    /** The options of lists; Microsoft documents the largest page, not the usual one. */
    static final QueryOptions.Known OPTIONS =
            new QueryOptions.Known(Set.of("api-version", "$filter", "$orderby", "$top", SKIP_TOKEN), 50, 1000);

    /** The options of everything else. */
    static final QueryOptions.Known NONE = new QueryOptions.Known(Set.of("api-version"), 1, 1);

    private Pages() {}

    /** Answers with the page that is asked for. */
    static <T> void send(Call call, QueryOptions query, List<T> all, Function<T, Map<String, @Nullable Object>> form)
            throws IOException {
        int from = position(query.get(SKIP_TOKEN));
        List<T> page = all.stream().skip(from).limit(query.top()).toList();
        boolean more = query.top() > 0 && from + page.size() < all.size();
        call.stream(JSON_TYPE, json -> {
            json.writeArrayFieldStart("value");
            for (T item : page) {
                json.writePOJO(form.apply(item));
            }
            json.writeEndArray();
            if (more) {
                // The real service leaves the blanks of an order in its link.
                json.writeStringField(
                        "nextLink",
                        call.exchange().ownUrl() + call.exchange().context().normalizedPath() + "?"
                                + query.with(SKIP_TOKEN, Integer.toString(from + page.size()))
                                        .replace('+', ' '));
            }
        });
    }

    /** Answers with one object. */
    static void send(Call call, Map<String, @Nullable Object> members) throws IOException {
        call.stream(JSON_TYPE, json -> {
            for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
                json.writePOJOField(member.getKey(), member.getValue());
            }
        });
    }

    private static int position(@Nullable String token) {
        if (token == null) {
            return 0;
        }
        if (!token.matches("\\d{1,9}")) {
            throw QueryOptions.bad("The skip token is invalid.");
        }
        return Integer.parseInt(token);
    }
}
