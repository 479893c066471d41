package io.sluice.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.exchange.Parameter.Choice;
import io.sluice.simulator.exchange.Parameter.Count;
import io.sluice.simulator.exchange.Parameter.Flag;
import io.sluice.simulator.exchange.Parameter.Text;
import io.sluice.simulator.exchange.Parameter.Time;
import io.sluice.simulator.fault.Fault;
import io.sluice.simulator.quarantine.Quarantine;
import io.sluice.simulator.quarantine.Row;
import io.sluice.simulator.surface.Call;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code Get-QuarantineMessage}: a page of the list, or one message by its identity.
 *
 * <p>After the Exchange PowerShell reference of the cmdlet, and what users of the admin API have measured.
 */
final class QuarantineList implements Cmdlet {

    private static final List<String> TYPES = List.of(
            "Bulk",
            "DataLossPrevention",
            "HighConfPhish",
            "Malware",
            "Phish",
            "Spam",
            "SPOMalware",
            "TransportRule",
            "AdminTriggered",
            "PPI");

    /** Rows of a page unless another number is asked for, and at most. */
    private static final int USUAL = 100;

    private static final int MOST = 1000;

    /** How far the list moves between two pages under a fault. */
    private static final int DRIFT = 3;

    private static final Pattern MAX_PAGE_SIZE = Pattern.compile("(?i)odata\\.maxpagesize\\s*=\\s*(\\d{1,6})");

    private static final String TRUNCATED = "There are more results available than are currently displayed. To view"
            + " them, increase the value for the ResultSize parameter.";

    private static final String IDENTITY = "Identity";

    /** Parameters of both sets. */
    private static final Map<String, Parameter> SHARED = Map.of(
            EntityTypes.PARAMETER,
            EntityTypes.CHOICE,
            "RecipientAddress",
            new Text(true),
            "SenderAddress",
            new Text(true));

    private static final Map<String, Parameter> DETAILS = Map.of(IDENTITY, new Text(false));

    private static final Map<String, Parameter> SUMMARY = Map.ofEntries(
            Map.entry("StartReceivedDate", new Time()),
            Map.entry("EndReceivedDate", new Time()),
            Map.entry("StartExpiresDate", new Time()),
            Map.entry("EndExpiresDate", new Time()),
            Map.entry("Page", new Count(1, 1000)),
            Map.entry("PageSize", new Count(0, Integer.MAX_VALUE)),
            Map.entry("QuarantineTypes", new Choice(withFileTypeBlock(), true)),
            Map.entry("Type", new Choice(TYPES, false)),
            Map.entry(
                    "PolicyTypes",
                    new Choice(
                            List.of(
                                    "AntiMalwarePolicy",
                                    "AntiPhishPolicy",
                                    "DataLossPreventionRule",
                                    "ExchangeTransportRule",
                                    "HostedContentFilterPolicy",
                                    "SafeAttachmentPolicy"),
                            true)),
            Map.entry("PolicyName", new Text(false)),
            Map.entry(
                    "ReleaseStatus",
                    new Choice(
                            List.of(
                                    "Approved",
                                    "Denied",
                                    "Error",
                                    "NotReleased",
                                    "PreparingToRelease",
                                    "Released",
                                    "Requested"),
                            true)),
            Map.entry("Reported", new Flag()),
            Map.entry("Direction", new Choice(List.of("Inbound", "Outbound"), false)),
            Map.entry("MessageId", new Text(false)),
            Map.entry("RecipientTag", new Text(true)),
            Map.entry("Subject", new Text(false)),
            Map.entry("Domain", new Text(true)),
            Map.entry("IncludeMessagesFromBlockedSenderAddress", new Flag()),
            Map.entry("MyItems", new Flag()));

    private static final Map<String, Parameter> KNOWN = known();

    private final Quarantine quarantine;
    private final Rights rights;
    private final InstantSource clock;

    QuarantineList(Quarantine quarantine, Rights rights, InstantSource clock) {
        this.quarantine = quarantine;
        this.rights = rights;
        this.clock = clock;
    }

    private static List<String> withFileTypeBlock() {
        List<String> all = new ArrayList<>(TYPES);
        all.add("FileTypeBlock");
        return List.copyOf(all);
    }

    private static Map<String, Parameter> known() {
        Map<String, Parameter> all = new TreeMap<>(SHARED);
        all.putAll(DETAILS);
        all.putAll(SUMMARY);
        return Map.copyOf(all);
    }

    @Override
    public String name() {
        return "Get-QuarantineMessage";
    }

    @Override
    public void run(Call call, JsonNode sent) throws IOException {
        rights.needListing(call);
        Arguments arguments = new Arguments(KNOWN, sent);
        EntityTypes.check(call, rights, arguments);
        if (arguments.has(IDENTITY) && arguments.names().stream().anyMatch(SUMMARY::containsKey)) {
            throw new CmdletException(ExchangeWording.ambiguousParameters(IDENTITY));
        }
        String identity = arguments.text(IDENTITY);
        if (identity.contains("\\")) {
            send(call, List.of(), one(call, identity, arguments), true);
            return;
        }
        // Without an identity in its usual form all messages are listed, as the reference warns.
        page(call, arguments);
    }

    private List<Row> one(Call call, String identity, Arguments arguments) {
        RowFilter filter = RowFilter.ofDetails(arguments);
        List<Row> rows = quarantine.row(call.tenant(), identity).stream()
                .filter(filter::matches)
                .toList();
        if (rows.isEmpty() && Identities.isWellFormed(identity)) {
            throw new CmdletException(ExchangeWording.objectNotFound(400, identity));
        }
        return rows;
    }

    private void page(Call call, Arguments arguments) throws IOException {
        RowFilter filter = RowFilter.ofSummary(arguments);
        RowFilter.Window window = RowFilter.window(arguments, clock.instant());
        List<Row> rows = quarantine.rows(call.tenant(), window.from(), window.to()).stream()
                .filter(filter::matches)
                .toList();
        int size = Math.min(arguments.number("PageSize", USUAL), MOST);
        int before = arguments.number("Page", 1) - 1;
        int first = Math.max(0, before * size + before * drift(call));
        List<Row> page = first >= rows.size() ? List.of() : rows.subList(first, Math.min(rows.size(), first + size));
        int most = mostRows(call);
        if (page.size() > most) {
            send(call, List.of(TRUNCATED), page.subList(0, most), false);
        } else {
            send(call, List.of(), page, false);
        }
    }

    private static int drift(Call call) {
        Fault fault = call.fault();
        if (fault == null || fault.effectiveKind() != Fault.Kind.DRIFT) {
            return 0;
        }
        // New rows push the known ones towards later pages; rows that leave draw them towards earlier ones.
        return "leave".equalsIgnoreCase(fault.variant()) ? DRIFT : -DRIFT;
    }

    private static int mostRows(Call call) {
        Matcher asked = MAX_PAGE_SIZE.matcher(call.exchange().header("Prefer"));
        return asked.find() ? Math.max(1, Integer.parseInt(asked.group(1))) : Integer.MAX_VALUE;
    }

    private void send(Call call, List<String> warnings, List<Row> rows, boolean details) throws IOException {
        RowJson style = new RowJson(
                call.tenant().id(),
                rights.mayAct(call.caller()),
                rights.mayExport(call.caller()),
                details,
                selected(call));
        Results.send(call, warnings, json -> {
            for (Row row : rows) {
                style.write(json, row);
            }
        });
    }

    private static Set<String> selected(Call call) {
        String select = call.exchange().context().request().getParam("$select", "");
        return Arrays.stream(select.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
