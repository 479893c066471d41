package io.sluice.local.http;

import java.util.LinkedHashSet;
import java.util.Set;

/** Why a call failed, for people. */
public final class Reason {

    private Reason() {}

    /**
     * Returns what a failure and its causes say of themselves, each once; the name of its class if none says anything.
     */
    public static String of(Throwable failure) {
        Set<String> words = new LinkedHashSet<>();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String message = each.getMessage();
            // A wrapped failure's own message repeats its cause's class and message.
            if (message != null && !message.isBlank() && !message.equals(String.valueOf(each.getCause()))) {
                words.add(message.strip());
            }
        }
        return words.isEmpty() ? failure.getClass().getSimpleName() : String.join(": ", words);
    }
}
