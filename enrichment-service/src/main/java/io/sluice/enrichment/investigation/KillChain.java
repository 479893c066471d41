package io.sluice.enrichment.investigation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of the tactics of MITRE ATT&CK (Enterprise matrix, from left to right). */
final class KillChain {

    private static final List<String> ORDER = List.of(
            "Reconnaissance",
            "Resource Development",
            "Initial Access",
            "Execution",
            "Persistence",
            "Privilege Escalation",
            "Defense Evasion",
            "Credential Access",
            "Discovery",
            "Lateral Movement",
            "Collection",
            "Command and Control",
            "Exfiltration",
            "Impact");

    private KillChain() {}

    /** Returns the place of a tactic; of one that is not known, the first. */
    static int place(@Nullable String tactic) {
        return ORDER.indexOf(tactic);
    }
}
