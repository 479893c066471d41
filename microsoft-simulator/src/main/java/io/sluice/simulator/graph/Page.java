package io.sluice.simulator.graph;

import io.sluice.simulator.odata.QueryOptions;
import io.sluice.simulator.surface.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, with the link to the next one.
 *
 * @param rows the rows of this page
 * @param total how many rows there are in all
 * @param first whether it is the first page
 * @param next the token of the next page, or null on the last
 * @param <T> what is listed
 */
record Page<T>(
        List<T> rows, int total, boolean first, @Nullable String next) {

    static final String SKIP_TOKEN = "$skiptoken";

    private static final String JSON_TYPE =
            "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    /** Writes one row. */
    @FunctionalInterface
    interface Row<T> {
        Object json(T row) throws IOException;
    }

    /** The page that the options ask for. */
    static <T> Page<T> of(List<T> all, QueryOptions query) {
        String token = query.get(SKIP_TOKEN);
        int from = token == null ? query.skip() : position(token);
        List<T> rows = all.stream().skip(from).limit(query.top()).toList();
        int end = from + rows.size();
        return new Page<>(rows, all.size(), token == null, query.top() > 0 && end < all.size() ? token(end) : null);
    }

    private static String token(int position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("rows:" + position).getBytes(StandardCharsets.US_ASCII));
    }

    private static int position(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            if (text.matches("rows:\\d{1,9}")) {
                return Integer.parseInt(text.substring(5));
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the same refusal.
        }
        throw QueryOptions.bad("Skip token is null or invalid.");
    }

    /** Answers with it. */
    void send(Call call, String context, QueryOptions query, Row<T> row) throws IOException {
        call.exchange().response().putHeader("OData-Version", "4.0");
        call.stream(JSON_TYPE, json -> {
            json.writeStringField("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#" + context);
            if (first && "true".equals(query.get("$count"))) {
                json.writeNumberField("@odata.count", total);
            }
            if (next != null) {
                json.writeStringField(
                        "@odata.nextLink",
                        call.exchange().ownUrl() + call.exchange().context().normalizedPath() + "?"
                                + query.with(SKIP_TOKEN, next));
            }
            json.writeArrayFieldStart("value");
            for (T item : rows) {
                json.writePOJO(row.json(item));
            }
            json.writeEndArray();
        });
    }

    /** Answers with one object. */
    static void sendOne(Call call, String context, java.util.Map<String, ?> members) throws IOException {
        call.exchange().response().putHeader("OData-Version", "4.0");
        call.stream(JSON_TYPE, json -> {
            json.writeStringField("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#" + context);
            for (var member : members.entrySet()) {
                json.writePOJOField(member.getKey(), member.getValue());
            }
        });
    }
}
