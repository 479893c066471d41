package io.sluice.local.command.investigation;

import io.sluice.contracts.correlation.InvestigationState;
import io.sluice.local.UserError;
import io.sluice.local.command.Here;
import io.sluice.local.home.Ports;
import io.sluice.local.investigation.InvestigationTable;
import io.sluice.local.investigation.InvestigationTopic;
import io.sluice.local.investigation.Investigations;
import io.sluice.local.investigation.StoredInvestigation;
import io.sluice.local.text.Printable;
import io.sluice.local.topic.TenantNames;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists investigations. */
@Command(
        name = "investigations",
        description = "Lists investigations, the most urgent first; ./sluice investigation ID shows one.",
        mixinStandardHelpOptions = true)
public final class InvestigationsCommand implements Callable<Integer> {

    private static final String ANY = "any";

    @Option(names = "--connection", paramLabel = "NAME", description = "Only those of this connection's tenant.")
    private @Nullable String connection;

    @Option(names = "--tenant", paramLabel = "ID", description = "Only those of this tenant.")
    private @Nullable String tenant;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            defaultValue = "open",
            description = "Only those that are open (default), merged or closed; or any.")
    private String state = "";

    @Option(names = "--min-score", paramLabel = "N", description = "Only those with at least this score.")
    private int minScore;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "The records as they are, one JSON line each.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = commandLine.getOut();
        Predicate<StoredInvestigation> inState = inState(state);
        if (limit < 1) {
            throw new UserError("--limit must be 1 or more.");
        }
        Ports ports = Here.ports();
        TenantNames names = TenantNames.of(ports);
        String wanted = connection == null ? tenant : names.tenantOf(connection);
        if (connection != null && tenant != null && !tenant.equalsIgnoreCase(wanted)) {
            throw new UserError("The connection " + connection + " is of the tenant " + wanted + ", not of " + tenant
                    + ": say one of --connection and --tenant.");
        }
        Investigations all = new Investigations(InvestigationTopic.newest(ports));
        Investigations.Listing listing = all.list(
                inState.and(each -> wanted == null || each.tenantId().equalsIgnoreCase(wanted))
                        .and(each -> each.score() >= minScore),
                limit);
        List<StoredInvestigation> listed = listing.investigations();
        listing.unreadable().forEach(key -> commandLine.getErr().println(Investigations.none(key)));
        if (json) {
            listed.forEach(each -> out.println(Printable.json(each.json().toString())));
        } else if (listed.isEmpty()) {
            out.println(all.noneListed());
        } else {
            new InvestigationTable(out, Integer.getInteger("sluice.width", Integer.MAX_VALUE), names.byTenant())
                    .print(listed, all);
        }
        return 0;
    }

    private static Predicate<StoredInvestigation> inState(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals(ANY)) {
            return _ -> true;
        }
        InvestigationState wanted = Arrays.stream(InvestigationState.values())
                .filter(each -> each.word().equals(lower))
                .findFirst()
                .orElseThrow(() -> new UserError("--state must be "
                        + Arrays.stream(InvestigationState.values())
                                .map(InvestigationState::word)
                                .collect(Collectors.joining(", "))
                        + " or " + ANY + ", not '" + Printable.of(word) + "'."));
        return each -> each.detail().state() == wanted;
    }
}
