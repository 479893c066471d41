package io.sluice.enrichment.followup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.directory.DirectoryKind;
import io.sluice.contracts.directory.DirectoryRequest;
import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.quarantine.RequestKind;
import io.sluice.contracts.query.QueryKind;
import io.sluice.contracts.query.QueryLimits;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.enrichment.graph.EntityKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question about one entity. The same question about the same entity has the same id, whoever asks and how often: it
 * is asked once, and its answer is found again. What depends on the time is asked once for each day on which an entity
 * comes into view.
 *
 * @param rule the rule that asks
 * @param entity the entity's id within the investigation
 * @param value what is asked about: the one of the entity's values that the other side understands
 * @param day the day from which on the entity is in view, where that matters
 */
public record Question(
        FollowUpRule rule,
        String entity,
        String value,
        @Nullable Instant day) {

    /** Who asks, in requests. */
    public static final String ASKER = "enrichment-service";

    /** What the ids of all questions begin with. */
    public static final String ID_PREFIX = "fu-";

    private static final String NETWORK_MESSAGE_ID = "nmid:";
    private static final String INTERNET_MESSAGE_ID = "imid:";
    private static final List<String> DIGESTS = List.of("sha256:", "sha1:", "md5:");
    private static final String DEFENDER_ID = "mde:";
    private static final Duration BEFORE = Duration.ofDays(1);
    private static final Duration AFTER = Duration.ofDays(2);
    private static final int MOST_ROWS = 500;
    private static final int MOST_MESSAGES = 10;

    /** Returns what a rule asks about an entity; nothing if the entity has no value that can be asked about. */
    public static Optional<Question> of(FollowUpRule rule, Entity entity) {
        return value(rule, entity)
                .map(value -> new Question(
                        rule,
                        entity.id(),
                        value,
                        switch (rule) {
                            case QUARANTINE_EXPORT, DIRECTORY_USER, DIRECTORY_DEVICE -> null;
                            case SIGNINS_OF_USER, CLICKS_ON_URL, PROCESSES_ON_DEVICE, FILE_SIGHTINGS ->
                                entity.firstSeen().truncatedTo(ChronoUnit.DAYS);
                        }));
    }

    private static Optional<String> value(FollowUpRule rule, Entity entity) {
        List<String> values = Stream.concat(Stream.of(entity.value()), entity.aliases().stream())
                .toList();
        return switch (rule) {
            case QUARANTINE_EXPORT -> first(values, NETWORK_MESSAGE_ID).or(() -> first(values, INTERNET_MESSAGE_ID));
            case SIGNINS_OF_USER, DIRECTORY_USER ->
                values.stream().filter(value -> value.indexOf('@') > 0).findFirst();
            case CLICKS_ON_URL -> Optional.of(entity.value());
            case PROCESSES_ON_DEVICE, DIRECTORY_DEVICE ->
                values.stream()
                        .filter(value -> value.indexOf(':') < 0)
                        .findFirst()
                        .or(() -> first(values, DEFENDER_ID));
            case FILE_SIGHTINGS ->
                DIGESTS.stream()
                        .flatMap(digest -> first(values, digest).stream())
                        .findFirst();
        };
    }

    private static Optional<String> first(List<String> values, String prefix) {
        return values.stream().filter(value -> value.startsWith(prefix)).findFirst();
    }

    /** Returns what an answer's cause says it is about; nothing if it says nothing that can be understood. */
    public static Optional<EntityKey> about(@Nullable String cause) {
        if (cause == null) {
            return Optional.empty();
        }
        int space = cause.indexOf(' ');
        int colon = cause.indexOf(':', space + 1);
        return space < 0 || colon < 0
                ? Optional.empty()
                : Arrays.stream(EntityKind.values())
                        .filter(kind -> kind.word().equals(cause.substring(space + 1, colon)))
                        .map(kind -> new EntityKey(kind, cause.substring(colon + 1)))
                        .findFirst();
    }

    /** As the other side wants to hear it. */
    private String subject() {
        return switch (rule) {
            case QUARANTINE_EXPORT, SIGNINS_OF_USER, DIRECTORY_USER, CLICKS_ON_URL -> value;
            case PROCESSES_ON_DEVICE, DIRECTORY_DEVICE, FILE_SIGHTINGS -> value.substring(value.indexOf(':') + 1);
        };
    }

    /** Returns the id of the request. */
    public String id(String tenant) {
        String name = String.join("\n", tenant, rule.word(), subject(), day == null ? "" : day.toString());
        return ID_PREFIX + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the request. Its cause is the investigation and, after a space, what it is about: an answer tells to whom
     * it matters, also where nobody remembers having asked.
     *
     * @param investigation the investigation's id
     */
    public Object request(String tenant, Connection connection, String investigation) {
        String id = id(tenant);
        String subject = subject();
        String cause = investigation + " " + new EntityKey(rule.about(), value).text();
        return switch (rule) {
            case QUARANTINE_EXPORT ->
                new QuarantineRequest(
                        id,
                        RequestKind.EXPORT,
                        connection.id(),
                        ASKER,
                        cause,
                        null,
                        without(NETWORK_MESSAGE_ID),
                        without(INTERNET_MESSAGE_ID),
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        MOST_MESSAGES);
            case SIGNINS_OF_USER -> query(id, connection, cause, "user");
            case CLICKS_ON_URL -> query(id, connection, cause, "url");
            case PROCESSES_ON_DEVICE -> query(id, connection, cause, "device");
            case FILE_SIGHTINGS -> query(id, connection, cause, "hash");
            case DIRECTORY_USER ->
                new DirectoryRequest(id, DirectoryKind.USER, connection.id(), ASKER, cause, subject, null);
            case DIRECTORY_DEVICE ->
                new DirectoryRequest(id, DirectoryKind.DEVICE, connection.id(), ASKER, cause, null, subject);
        };
    }

    private @Nullable String without(String prefix) {
        return value.startsWith(prefix) ? value.substring(prefix.length()) : null;
    }

    private QueryRequest query(String id, Connection connection, String cause, String parameter) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put(parameter, subject());
        return new QueryRequest(
                id,
                QueryKind.INVESTIGATION,
                connection.id(),
                ASKER,
                cause,
                null,
                rule.word(),
                parameters,
                null,
                day == null ? null : day.minus(BEFORE),
                day == null ? null : day.plus(AFTER),
                null,
                new QueryLimits(MOST_ROWS, null, null));
    }
}
