package io.sluice.enrichment.investigation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.InvestigationDetail;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.correlation.InvestigationState;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.ocsf.Account;
import io.sluice.contracts.ocsf.AccountType;
import io.sluice.contracts.ocsf.Activity;
import io.sluice.contracts.ocsf.Attack;
import io.sluice.contracts.ocsf.Cloud;
import io.sluice.contracts.ocsf.FindingInfo;
import io.sluice.contracts.ocsf.Group;
import io.sluice.contracts.ocsf.IncidentStatus;
import io.sluice.contracts.ocsf.KeyValue;
import io.sluice.contracts.ocsf.Metadata;
import io.sluice.contracts.ocsf.Observable;
import io.sluice.contracts.ocsf.ObservableType;
import io.sluice.contracts.ocsf.Priority;
import io.sluice.contracts.ocsf.Product;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.User;
import io.sluice.contracts.ocsf.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an investigation's record says before it comes to details. Times are milliseconds since 1970-01-01T00:00:00Z.
 *
 * @param time the last moment among its alerts: when one came to be, or what it is about was seen
 * @param from when what it is about was seen first
 * @param to when what it is about was seen last
 */
record Heading(
        String tenant,
        String id,
        long time,
        long from,
        long to,
        Severity severity,
        IncidentStatus status,
        Verdict verdict,
        int score,
        String title,
        String summary,
        @Nullable String assignee,
        @Nullable String url,
        @Nullable String connectionId) {

    /** The maker of what is found. */
    static final String VENDOR = "Microsoft";

    /** Stands in the place of the version, which follows from all the rest, until that is known. */
    private static final String NO_VERSION = "................";

    private static final Set<String> KINDS_OF_VALUE =
            Set.of("oid", "sid", "mde", "host", "sha256", "sha1", "md5", "nmid", "imid");

    private static final String SURFACE = "enrichment-service";
    private static final int MOST_OBSERVABLES = 500;
    private static final int CRITICAL_FROM = 75;
    private static final int HIGH_FROM = 50;
    private static final int MEDIUM_FROM = 25;

    /** Returns the record, without its version. */
    InvestigationFinding record(
            List<FindingInfo> findings, List<Entity> entities, List<Attack> attacks, InvestigationDetail detail) {
        // A consumer learns from the topic whether it has seen the investigation before; the record must not depend
        // on what was written earlier.
        Activity activity = detail.state() == InvestigationState.OPEN ? Activity.UPDATE : Activity.CLOSE;
        Priority priority = priority();
        return new InvestigationFinding(
                activity,
                activity.caption(),
                2,
                "Findings",
                InvestigationFinding.CLASS_UID,
                "Incident Finding",
                InvestigationFinding.CLASS_UID * 100L + activity.id(),
                "Incident Finding: " + activity.caption(),
                time,
                text(time),
                from,
                text(from),
                to,
                text(to),
                severity,
                severity.caption(),
                status,
                status.caption(),
                verdict,
                verdict.caption(),
                title,
                summary,
                priority,
                priority.caption(),
                verdict == Verdict.TRUE_POSITIVE ? true : null,
                assignee == null ? null : user(assignee),
                assignee == null ? new Group("Unassigned", null, null) : null,
                url,
                cloud(tenant),
                metadata(detail),
                findings,
                observables(entities),
                attacks,
                detail);
    }

    private Priority priority() {
        if (score >= CRITICAL_FROM) {
            return Priority.CRITICAL;
        }
        if (score >= HIGH_FROM) {
            return Priority.HIGH;
        }
        return score >= MEDIUM_FROM ? Priority.MEDIUM : Priority.LOW;
    }

    private static User user(String name) {
        return new User(name, null, null, null, name.indexOf('@') > 0 ? name : null, null, null);
    }

    static Cloud cloud(String tenant) {
        return new Cloud(
                "Azure",
                new Account(null, tenant, AccountType.AZURE_AD_ACCOUNT.caption(), AccountType.AZURE_AD_ACCOUNT));
    }

    private Metadata metadata(InvestigationDetail detail) {
        return new Metadata(
                Metadata.OCSF_VERSION,
                new Product("Sluice", null, "Sluice"),
                List.of("cloud", "datetime"),
                eventId(tenant, id, NO_VERSION),
                tenant,
                id,
                null,
                "investigations",
                SURFACE,
                time,
                text(time),
                time,
                text(time),
                List.of(),
                connectionId == null ? List.of() : List.of(new KeyValue("connection_id", connectionId)),
                detail.omitted() == null ? null : true);
    }

    /** Returns the id of the event that a version of an investigation is. */
    static String eventId(String tenant, String id, String version) {
        return tenant + "/" + id + "/" + version;
    }

    /** Puts the version into a record that was written without it. */
    static void putVersion(byte[] record, String tenant, String id, String version) {
        // No text within the record can look like this: its quotation marks would be escaped.
        byte[] without = ("\"uid\":\"" + eventId(tenant, id, NO_VERSION)).getBytes(UTF_8);
        byte[] digits = version.getBytes(UTF_8);
        int at = 0;
        while (!Arrays.equals(record, at, at + without.length, without, 0, without.length)) {
            at++;
        }
        System.arraycopy(digits, 0, record, at + without.length - digits.length, digits.length);
    }

    /** Returns where the events about a tenant's investigations come from. */
    static String source(String tenant) {
        return CloudEvent.source(tenant, SURFACE);
    }

    private static List<Observable> observables(List<Entity> entities) {
        List<Observable> observables = new ArrayList<>();
        for (int i = 0; i < entities.size() && observables.size() < MOST_OBSERVABLES; i++) {
            Entity entity = entities.get(i);
            ObservableType type = type(entity.kind(), entity.value());
            observables.add(
                    new Observable("unmapped.entities[" + i + "].value", type, type.caption(), plain(entity.value())));
        }
        return observables;
    }

    /** Returns a value without the word that says what kind of value it is, such as {@code sha256:}. */
    private static String plain(String value) {
        int colon = value.indexOf(':');
        return colon > 0 && KINDS_OF_VALUE.contains(value.substring(0, colon)) ? value.substring(colon + 1) : value;
    }

    private static ObservableType type(EntityKind kind, String value) {
        return switch (kind) {
            case USER -> value.indexOf('@') > 0 ? ObservableType.EMAIL_ADDRESS : ObservableType.USER_NAME;
            case MAILBOX -> ObservableType.EMAIL_ADDRESS;
            case DEVICE, DOMAIN -> ObservableType.HOSTNAME;
            case URL -> ObservableType.URL_STRING;
            case IP -> ObservableType.IP_ADDRESS;
            case FILE -> ObservableType.HASH;
            case MESSAGE -> ObservableType.MESSAGE_UID;
            case RESOURCE -> ObservableType.RESOURCE_UID;
            case INCIDENT -> ObservableType.OTHER;
        };
    }

    private static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
