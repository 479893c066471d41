package io.sluice.polling.finding;

import io.sluice.contracts.ocsf.Attack;
import io.sluice.contracts.ocsf.KillChainPhase;
import io.sluice.contracts.ocsf.KillChainPhaseType;
import io.sluice.contracts.ocsf.Tactic;
import io.sluice.contracts.ocsf.Technique;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MITRE ATT&CK and the kill chain. Microsoft's alert category often is a tactic of ATT&CK for Enterprise, written in
 * one word; other categories ({@code Malware}, {@code SuspiciousActivity}) are none.
 */
final class Tactics {

    private Tactics() {}

    /** The tactics first, then the techniques in Microsoft's order. */
    static List<Attack> attacks(List<String> tactics, List<String> techniques) {
        List<Attack> attacks = new ArrayList<>(techniques.size() + tactics.size());
        for (String word : tactics) {
            Tactic tactic = tactic(word);
            if (tactic != null) {
                attacks.add(new Attack(tactic, null, null));
            }
        }
        for (String technique : techniques) {
            int dot = technique.indexOf('.');
            attacks.add(
                    dot > 0
                            ? new Attack(
                                    null,
                                    new Technique(technique.substring(0, dot), null),
                                    new Technique(technique, null))
                            : new Attack(null, new Technique(technique, null), null));
        }
        return attacks;
    }

    private static @Nullable Tactic tactic(@Nullable String category) {
        return switch (word(category)) {
            case "reconnaissance" -> new Tactic("TA0043", "Reconnaissance");
            case "resourcedevelopment" -> new Tactic("TA0042", "Resource Development");
            case "initialaccess" -> new Tactic("TA0001", "Initial Access");
            case "execution" -> new Tactic("TA0002", "Execution");
            case "persistence" -> new Tactic("TA0003", "Persistence");
            case "privilegeescalation" -> new Tactic("TA0004", "Privilege Escalation");
            case "defenseevasion" -> new Tactic("TA0005", "Defense Evasion");
            case "credentialaccess" -> new Tactic("TA0006", "Credential Access");
            case "discovery" -> new Tactic("TA0007", "Discovery");
            case "lateralmovement" -> new Tactic("TA0008", "Lateral Movement");
            case "collection" -> new Tactic("TA0009", "Collection");
            case "exfiltration" -> new Tactic("TA0010", "Exfiltration");
            case "commandandcontrol" -> new Tactic("TA0011", "Command and Control");
            case "impact" -> new Tactic("TA0040", "Impact");
            default -> null;
        };
    }

    /** The phase of the kill chain that a category belongs to; tactics that serve several phases have none. */
    static List<KillChainPhase> killChain(List<String> tactics) {
        return tactics.stream()
                .flatMap(tactic -> phase(tactic).stream())
                .distinct()
                .toList();
    }

    private static List<KillChainPhase> phase(String category) {
        KillChainPhaseType phase = switch (word(category)) {
            case "reconnaissance" -> KillChainPhaseType.RECONNAISSANCE;
            case "resourcedevelopment", "weaponization" -> KillChainPhaseType.WEAPONIZATION;
            case "initialaccess", "delivery" -> KillChainPhaseType.DELIVERY;
            case "execution", "exploit", "exploitation" -> KillChainPhaseType.EXPLOITATION;
            case "persistence", "installation" -> KillChainPhaseType.INSTALLATION;
            case "commandandcontrol" -> KillChainPhaseType.COMMAND_AND_CONTROL;
            case "lateralmovement", "collection", "exfiltration", "impact", "ransomware" ->
                KillChainPhaseType.ACTIONS_ON_OBJECTIVES;
            default -> null;
        };
        return phase == null ? List.of() : List.of(new KillChainPhase(phase, phase.caption()));
    }

    private static String word(@Nullable String category) {
        String plain = Words.plain(category);
        return plain.indexOf(' ') < 0 ? plain : plain.replace(" ", "");
    }
}
