package io.sluice.quarantine.answer;

import io.sluice.contracts.quarantine.Evidence;
import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.requests.AuditDetails;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the audit trail says of a request for quarantined mail: which messages, and the digests of what was exported.
 */
public final class Audited {

    private static final int LONGEST = 200;

    private Audited() {}

    /** Returns it: ids and digests, which lead to the evidence; no addresses, no subjects. */
    public static AuditDetails<QuarantineRequest, QuarantinedMessage> details() {
        return new AuditDetails<>(
                Audited::selectors,
                message -> Optional.ofNullable(message.evidence()).map(Evidence::sha256),
                "sha256");
    }

    private static Map<String, String> selectors(QuarantineRequest request) {
        Map<String, String> selectors = new TreeMap<>();
        put(selectors, "identity", Optional.ofNullable(request.identity()));
        put(selectors, "networkMessageId", Optional.ofNullable(request.networkMessageId()));
        put(selectors, "internetMessageId", Optional.ofNullable(request.internetMessageId()));
        return selectors;
    }

    private static void put(Map<String, String> selectors, String name, Optional<String> value) {
        value.ifPresent(text -> selectors.put(name, text.length() > LONGEST ? text.substring(0, LONGEST) : text));
    }
}
