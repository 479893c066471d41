package io.sluice.enrichment.entity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a mail: {@code nmid:} and Exchange Online's NetworkMessageId, {@code imid:} and the Internet message id
 * without angle brackets. The case of that one counts (RFC 5322, 3.6.4).
 */
final class MessageIds {

    private static final int NETWORK = 0;
    private static final int INTERNET = 1;

    private MessageIds() {}

    static List<Value> of(@Nullable String networkMessageId, @Nullable String internetMessageId) {
        List<Value> values = new ArrayList<>(2);
        String network = CanonicalText.guid(networkMessageId);
        if (network != null) {
            values.add(new Value(NETWORK, "nmid:" + network));
        }
        String internet = internet(internetMessageId);
        if (internet != null) {
            values.add(new Value(INTERNET, "imid:" + internet));
        }
        return values;
    }

    /** Without what folding, brackets and comments leave around it; an id has no space within. */
    private static @Nullable String internet(@Nullable String text) {
        String id = CanonicalText.clean(text);
        if (id == null) {
            return null;
        }
        int open = id.lastIndexOf('<');
        int close = id.indexOf('>', open + 1);
        id = id.substring(open + 1, close < 0 ? id.length() : close).strip();
        for (int i = 0; i < id.length(); i++) {
            if (Character.isWhitespace(id.charAt(i))) {
                return null;
            }
        }
        return id.isEmpty() ? null : id;
    }
}
