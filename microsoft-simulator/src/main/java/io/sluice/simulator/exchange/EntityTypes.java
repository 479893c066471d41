package io.sluice.simulator.exchange;

import io.sluice.simulator.exchange.Parameter.Choice;
import io.sluice.simulator.surface.Call;
import java.util.List;

/** The parameter that says what kind of thing is meant, which a reader may not use. */
final class EntityTypes {

    static final String PARAMETER = "EntityType";

    static final Choice CHOICE = new Choice(List.of("Email", "SharePointOnline", "Teams", "DataLossPrevention"), false);

    private EntityTypes() {}

    /** Refuses a reader who sends it. */
    static void check(Call call, Rights rights, Arguments arguments) {
        if (arguments.has(PARAMETER)) {
            rights.needActing(call);
        }
    }

    /** Whether mail is meant; SharePoint's files are ignored silently, as by the real service. */
    static boolean isMail(Arguments arguments) {
        List<String> words = arguments.words(PARAMETER);
        return words.isEmpty() || words.contains("Email") || words.contains("SharePointOnline");
    }
}
