package io.sluice.enrichment.investigation;

import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.Score;
import io.sluice.contracts.correlation.ScorePart;
import io.sluice.contracts.directory.DeviceEntry;
import io.sluice.contracts.directory.UserEntry;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How urgent an investigation is: a sum that everybody can check.
 *
 * @param severity the worst severity among its alerts
 * @param products the products whose detectors agree
 * @param tactics the tactics of MITRE ATT&CK, in the order of an attack
 * @param verdict what analysts concluded
 * @param entities who and what it is about
 * @param priorityAccounts the recipients that Microsoft tags as priority accounts
 */
record Scoring(
        Severity severity,
        List<String> products,
        List<String> tactics,
        Verdict verdict,
        List<Entity> entities,
        List<String> priorityAccounts) {

    private static final int MOST = 100;
    private static final int EACH_PRODUCT = 8;
    private static final int MOST_FOR_PRODUCTS = 24;
    private static final int EACH_TACTIC = 4;
    private static final int MOST_FOR_TACTICS = 20;
    private static final int ADMINISTRATOR = 15;
    private static final int PRIORITY_ACCOUNT = 10;
    private static final int RISKY_ACCOUNT = 5;
    private static final int VALUED_DEVICE = 10;
    private static final int EXPOSED_DEVICE = 5;
    private static final int CONFIRMED = 10;
    private static final int HARMLESS = -40;

    Score score() {
        List<ScorePart> parts = new ArrayList<>();
        parts.add(new ScorePart("severity", points(severity), "the worst alert is " + word(severity.caption())));
        if (products.size() > 1) {
            parts.add(new ScorePart(
                    "products",
                    Math.min(MOST_FOR_PRODUCTS, (products.size() - 1) * EACH_PRODUCT),
                    products.size() + " products agree"));
        }
        if (tactics.size() > 1) {
            parts.add(new ScorePart(
                    "killChain",
                    Math.min(MOST_FOR_TACTICS, (tactics.size() - 1) * EACH_TACTIC),
                    tactics.size() + " tactics, as far as " + tactics.getLast()));
        }
        accounts(parts);
        devices(parts);
        switch (verdict) {
            case TRUE_POSITIVE -> parts.add(new ScorePart("verdict", CONFIRMED, "confirmed as an attack"));
            case FALSE_POSITIVE, BENIGN, TEST, DISREGARD ->
                parts.add(new ScorePart("verdict", HARMLESS, "found to be no attack: " + word(verdict.caption())));
            case UNKNOWN, SUSPICIOUS, INSUFFICIENT_DATA, SECURITY_RISK, MANAGED_EXTERNALLY, DUPLICATE, OTHER -> {
                // Says nothing about how urgent it is.
            }
        }
        int sum = parts.stream().mapToInt(ScorePart::points).sum();
        return new Score(Math.clamp(sum, 0, MOST), parts);
    }

    private static int points(Severity severity) {
        return switch (severity) {
            case UNKNOWN, OTHER -> 5;
            case INFORMATIONAL -> 2;
            case LOW -> 10;
            case MEDIUM -> 25;
            case HIGH -> 40;
            case CRITICAL, FATAL -> 50;
        };
    }

    /** The account that counts most: a second administrator is not twice as bad. */
    private void accounts(List<ScorePart> parts) {
        ScorePart most = null;
        for (Entity entity : entities) {
            if (entity.kind() == EntityKind.USER) {
                ScorePart part = account(entity);
                if (part != null && (most == null || part.points() > most.points())) {
                    most = part;
                }
            }
        }
        if (most != null) {
            parts.add(most);
        }
    }

    private @Nullable ScorePart account(Entity entity) {
        UserEntry user = entity.context() == null ? null : entity.context().user();
        Optional<String> role = user == null ? Optional.empty() : AdministratorRoles.greatest(user.roles());
        if (role.isPresent()) {
            return new ScorePart("accounts", ADMINISTRATOR, entity.value() + " is " + role.get());
        }
        if (priorityAccounts.contains(entity.value())) {
            return new ScorePart("accounts", PRIORITY_ACCOUNT, entity.value() + " is a priority account");
        }
        String risk = user == null ? null : risk(user.riskState());
        return risk == null
                ? null
                : new ScorePart(
                        "accounts", RISKY_ACCOUNT, entity.value() + " is " + risk + ", says Entra ID Protection");
    }

    /** What is not over: a risk that was remedied, dismissed or found to be none says nothing any more. */
    private static @Nullable String risk(@Nullable String state) {
        return switch (state) {
            case "atRisk" -> "at risk";
            case "confirmedCompromised" -> "confirmed as compromised";
            case null, default -> null;
        };
    }

    private void devices(List<ScorePart> parts) {
        ScorePart most = null;
        for (Entity entity : entities) {
            DeviceEntry device =
                    entity.context() == null ? null : entity.context().device();
            if (device != null) {
                if ("High".equalsIgnoreCase(device.value())) {
                    most = new ScorePart("devices", VALUED_DEVICE, entity.value() + " is of high value");
                    break;
                }
                if (most == null && "High".equalsIgnoreCase(device.exposure())) {
                    most = new ScorePart("devices", EXPOSED_DEVICE, entity.value() + " is highly exposed");
                }
            }
        }
        if (most != null) {
            parts.add(most);
        }
    }

    private static String word(String caption) {
        return caption.toLowerCase(Locale.ROOT);
    }
}
