package io.sluice.simulator.exchange;

import io.sluice.simulator.quarantine.Quarantine;
import io.sluice.simulator.quarantine.Row;
import io.sluice.simulator.surface.Call;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rows that the parameters {@code Identity} and {@code Identities} name. */
final class Identities {

    static final String ONE = "Identity";
    static final String SEVERAL = "Identities";
    private static final String RECIPIENT = "RecipientAddress";

    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final Pattern IDENTITY = Pattern.compile(GUID + "\\\\" + GUID);

    private Identities() {}

    /** Whether an identity looks as one does: two GUIDs and a backslash. */
    static boolean isWellFormed(String identity) {
        return IDENTITY.matcher(identity).matches();
    }

    /** The one row that is named. */
    static Row one(Quarantine quarantine, Call call, Arguments arguments, int statusIfGone) {
        return row(quarantine, call, arguments, arguments.text(ONE), statusIfGone);
    }

    /** All rows that are named; where several are, the mandatory single identity is ignored. */
    static List<Row> all(Quarantine quarantine, Call call, Arguments arguments, int statusIfGone) {
        need(arguments);
        List<String> several = arguments.texts(SEVERAL);
        return several.isEmpty()
                ? List.of(one(quarantine, call, arguments, statusIfGone))
                : several.stream()
                        .map(it -> row(quarantine, call, arguments, it, statusIfGone))
                        .toList();
    }

    /** Refuses a call without an identity. */
    static void need(Arguments arguments) {
        if (arguments.text(ONE).isEmpty()) {
            throw new CmdletException(ExchangeWording.missingParameter(ONE));
        }
    }

    private static Row row(Quarantine quarantine, Call call, Arguments arguments, String identity, int statusIfGone) {
        Optional<Row> row = EntityTypes.isMail(arguments) ? quarantine.row(call.tenant(), identity) : Optional.empty();
        List<String> recipients = arguments.texts(RECIPIENT);
        return row.filter(it -> recipients.isEmpty()
                        || it.recipients().stream()
                                .anyMatch(to -> recipients.stream().anyMatch(to::equalsIgnoreCase)))
                .orElseThrow(() -> new CmdletException(ExchangeWording.objectNotFound(statusIfGone, identity)));
    }
}
