package io.sluice.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.exchange.Parameter.Choice;
import io.sluice.simulator.exchange.Parameter.Count;
import io.sluice.simulator.exchange.Parameter.Flag;
import io.sluice.simulator.exchange.Parameter.Text;
import io.sluice.simulator.exchange.Parameter.Time;
import io.sluice.simulator.surface.Answer;
import io.sluice.simulator.surface.Call;
import io.sluice.simulator.tenant.DirectoryRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code Get-QuarantineMessage}: its two parameter sets, their values, and who may use which of them.
 *
 * <p>After the Exchange PowerShell reference of the cmdlet, and what users of the admin API have measured.
 */
final class QuarantineList {

    /** The name of the cmdlet. */
    static final String NAME = "Get-QuarantineMessage";

    /** Roles that see everybody's quarantined messages. */
    private static final Set<DirectoryRole> READERS = Set.of(
            DirectoryRole.SECURITY_READER,
            DirectoryRole.GLOBAL_READER,
            DirectoryRole.SECURITY_OPERATOR,
            DirectoryRole.SECURITY_ADMINISTRATOR,
            DirectoryRole.EXCHANGE_ADMINISTRATOR,
            DirectoryRole.GLOBAL_ADMINISTRATOR);

    /** Roles that may also choose what kind of thing they look for. */
    private static final Set<DirectoryRole> ACTORS = Set.of(
            DirectoryRole.SECURITY_ADMINISTRATOR,
            DirectoryRole.EXCHANGE_ADMINISTRATOR,
            DirectoryRole.GLOBAL_ADMINISTRATOR);

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

    private static final String ENTITY_TYPE = "EntityType";

    /** Parameters of both sets. */
    private static final Map<String, Parameter> SHARED = Map.of(
            ENTITY_TYPE,
            new Choice(List.of("Email", "SharePointOnline", "Teams", "DataLossPrevention"), false),
            "RecipientAddress",
            new Text(true),
            "SenderAddress",
            new Text(true));

    private static final Map<String, Parameter> DETAILS = Map.of("Identity", new Text(false));

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

    private QuarantineList() {}

    private static List<String> withFileTypeBlock() {
        List<String> all = new ArrayList<>(TYPES);
        all.add("FileTypeBlock");
        return all;
    }

    /** What is wrong with a request, or nothing. */
    static Optional<Answer> refusal(Call call, JsonNode sent) {
        if (call.caller().directoryRoles().stream().noneMatch(READERS::contains)) {
            return Optional.of(ExchangeWording.forbidden(call.caller().clientId()));
        }
        Map<String, Parameter> known = known();
        boolean details = false;
        boolean summary = false;
        for (Map.Entry<String, JsonNode> parameter : sent.properties()) {
            String name = canonical(known, parameter.getKey());
            if (name.isEmpty()) {
                return Optional.of(ExchangeWording.ambiguousParameters(parameter.getKey()));
            }
            details |= DETAILS.containsKey(name);
            summary |= SUMMARY.containsKey(name);
            Optional<String> wrong = known.getOrDefault(name, new Text(true)).wrong(parameter.getValue());
            if (wrong.isPresent()) {
                return Optional.of(
                        ExchangeWording.badValue(name, parameter.getValue().asText(), wrong.get()));
            }
            if (name.equals(ENTITY_TYPE)
                    && call.caller().directoryRoles().stream().noneMatch(ACTORS::contains)) {
                return Optional.of(ExchangeWording.forbidden(call.caller().clientId()));
            }
        }
        return details && summary ? Optional.of(ExchangeWording.ambiguousParameters("Identity")) : Optional.empty();
    }

    private static Map<String, Parameter> known() {
        Map<String, Parameter> all = new TreeMap<>(SHARED);
        all.putAll(DETAILS);
        all.putAll(SUMMARY);
        return all;
    }

    /** The parameter's name as documented: PowerShell does not care about case. */
    private static String canonical(Map<String, Parameter> known, String sent) {
        return known.keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).equals(sent.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse("");
    }
}
