package io.sluice.enrichment.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The digests of a file: {@code sha256:}, {@code sha1:} and {@code md5:} with hexadecimal digits in lower case. Which
 * one it is follows from its length, whatever the source calls it. The digests of an empty file say nothing.
 */
final class Digests {

    private static final Set<String> EMPTY = Set.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "d41d8cd98f00b204e9800998ecf8427e");

    private Digests() {}

    static List<Value> of(@Nullable String one, @Nullable String another, @Nullable String third) {
        List<Value> values = new ArrayList<>(3);
        add(values, one);
        add(values, another);
        add(values, third);
        return values;
    }

    /** Adds a digest, if it is one. */
    static void add(List<Value> values, @Nullable String text) {
        if (text == null) {
            return;
        }
        String digest = text.strip();
        int rank = switch (digest.length()) {
            case 64 -> 0;
            case 40 -> 1;
            case 32 -> 2;
            default -> -1;
        };
        if (rank < 0 || !isHex(digest)) {
            return;
        }
        String lower = digest.toLowerCase(Locale.ROOT);
        if (!EMPTY.contains(lower)) {
            Value value = new Value(rank, (rank == 0 ? "sha256:" : rank == 1 ? "sha1:" : "md5:") + lower);
            if (!values.contains(value)) {
                values.add(value);
            }
        }
    }

    /** Whether all are hexadecimal digits, and not the same one all over, as where nothing was computed. */
    private static boolean isHex(String digest) {
        boolean same = true;
        for (int i = 0; i < digest.length(); i++) {
            if (!CanonicalText.isHex(digest.charAt(i))) {
                return false;
            }
            same &= digest.charAt(i) == digest.charAt(0);
        }
        return !same;
    }
}
