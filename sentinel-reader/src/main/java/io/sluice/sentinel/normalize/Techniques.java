package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Tactics and techniques of ATT&CK, which are lists, or texts with commas, or ids behind names. */
final class Techniques {

    private static final int ID = 5;
    private static final int SUB_ID = 9;

    private Techniques() {}

    /** Returns the words of a list, or of a text with commas between them. */
    static List<String> words(JsonNode value) {
        List<String> words = new ArrayList<>(4);
        if (value.isTextual()) {
            for (String word : value.textValue().split(",", -1)) {
                add(words, word.strip());
            }
        } else if (value.isArray()) {
            for (JsonNode element : value) {
                add(words, element.isTextual() ? element.textValue().strip() : "");
            }
        }
        return words;
    }

    /** Adds the ids of techniques that are not known yet: those of {@code T1566} and {@code Phishing (T1566)}. */
    static void addTo(List<String> techniques, JsonNode value) {
        for (String word : words(value)) {
            int start = word.endsWith(")") ? word.lastIndexOf('(') + 1 : 0;
            String id = word.substring(start, word.length() - (start > 0 ? 1 : 0));
            if (isTechnique(id)) {
                add(techniques, id);
            }
        }
    }

    private static boolean isTechnique(String id) {
        if (id.length() != ID && id.length() != SUB_ID) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean fits = i == 0 ? c == 'T' : i == ID ? c == '.' : c >= '0' && c <= '9';
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static void add(List<String> words, String word) {
        if (!word.isEmpty() && words.size() < 100 && !words.contains(word)) {
            words.add(word);
        }
    }
}
