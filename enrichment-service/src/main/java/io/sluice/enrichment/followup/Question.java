package io.sluice.enrichment.followup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.directory.DirectoryKind;
import io.sluice.contracts.directory.DirectoryRequest;
import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.quarantine.RequestKind;
import io.sluice.contracts.query.QueryKind;
import io.sluice.contracts.query.QueryLimits;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.enrichment.graph.EntityKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question about one entity. It is asked once, under whichever of its names the entity was known then, and its answer
 * is found again by all of them. What depends on the time is asked about the day or the hour in which the entity comes
 * into view; an answer about the one before or after says enough about that one too.
 *
 * @param rule the rule that asks
 * @param entity the entity's id within the investigation
 * @param values what can be asked about: the entity's values that the other side understands, the best one first
 * @param around when the entity comes into view, where that matters
 */
public record Question(
        FollowUpRule rule,
        String entity,
        List<String> values,
        @Nullable Around around) {

    /** Who asks, in requests. */
    public static final String ASKER = "enrichment-service";

    private static final String NETWORK_MESSAGE_ID = "nmid:";
    private static final String INTERNET_MESSAGE_ID = "imid:";
    private static final String DEFENDER_ID = "mde:";

    private static final Pattern DEVICE_NAME = Pattern.compile("[\\p{L}\\p{N}._-]{1,253}");

    /** What the end of a value that is too long is replaced by. */
    private static final Pattern DIGEST_OF_THE_REST = Pattern.compile("~[0-9a-f]{64}$");

    /** Only what is longer than any host's name is cut. */
    private static final int LONG = 500;

    /** Up to one of these, the beginning of an address can be asked about. */
    private static final String SIGNS = "/?&=";

    private static final int MOST_ROWS = 500;
    private static final int MOST_MESSAGES = 10;

    public Question {
        values = List.copyOf(values);
    }

    /**
     * Returns what a rule asks about an entity; nothing if the entity has no value, or is in view at no time, that can
     * be asked about.
     */
    public static Optional<Question> of(FollowUpRule rule, Entity entity) {
        List<String> values = values(rule, entity);
        Around around = switch (rule) {
            case QUARANTINE_EXPORT, DIRECTORY_USER, DIRECTORY_DEVICE -> null;
            case SIGNINS_OF_USER, CLICKS_ON_URL, FILE_SIGHTINGS -> Around.day(entity.firstSeen());
            // A device starts thousands of processes a day: the newest of days would not be those around the alert.
            case PROCESSES_ON_DEVICE -> Around.hour(entity.firstSeen());
        };
        return values.isEmpty() || (around != null && !around.isKnown())
                ? Optional.empty()
                : Optional.of(new Question(rule, entity.id(), values, around));
    }

    private static List<String> values(FollowUpRule rule, Entity entity) {
        List<String> values = Stream.concat(Stream.of(entity.value()), entity.aliases().stream())
                .toList();
        return switch (rule) {
            case QUARANTINE_EXPORT -> beginningWith(values, NETWORK_MESSAGE_ID, INTERNET_MESSAGE_ID);
            case SIGNINS_OF_USER, DIRECTORY_USER ->
                values.stream().filter(value -> value.indexOf('@') > 0).toList();
            case CLICKS_ON_URL -> values;
            // A machine in a cloud also has the id of its resource, which is no name.
            case PROCESSES_ON_DEVICE, DIRECTORY_DEVICE ->
                Stream.concat(
                                values.stream()
                                        .filter(value ->
                                                DEVICE_NAME.matcher(value).matches()),
                                beginningWith(values, DEFENDER_ID).stream())
                        .toList();
            case FILE_SIGHTINGS -> beginningWith(values, "sha256:", "sha1:", "md5:");
        };
    }

    private static List<String> beginningWith(List<String> values, String... prefixes) {
        return Arrays.stream(prefixes)
                .flatMap(prefix -> values.stream().filter(value -> value.startsWith(prefix)))
                .toList();
    }

    /** Returns the same question about a time, and about one value before all others. */
    Question first(String value, @Nullable Around other) {
        List<String> first = Stream.concat(Stream.of(value), values.stream().filter(it -> !it.equals(value)))
                .toList();
        return new Question(rule, entity, first, other);
    }

    /**
     * Returns the same question about one value and time: a message is then looked for by that id alone, in all that
     * there is, whatever Exchange itself has found by the other.
     */
    Question about(String value, @Nullable Around other) {
        return new Question(rule, entity, List.of(value), other);
    }

    /** Returns one of the values as answers name it. */
    EntityKey subject(String value) {
        return new EntityKey(rule.about(), value);
    }

    /** How far what was asked about a time is from this question: 0 for the same, -1 where it says nothing about it. */
    int distance(QuestionId asked) {
        if (asked.rule() != rule) {
            return -1;
        }
        return around == null ? 0 : asked.distance(around.start());
    }

    /** Returns what an answer's cause says it is about; nothing if it says nothing that can be understood. */
    public static Optional<EntityKey> about(@Nullable String cause) {
        if (cause == null) {
            return Optional.empty();
        }
        int space = cause.indexOf(' ');
        return space < 0 ? Optional.empty() : EntityKey.of(cause.substring(space + 1));
    }

    /** Returns whether the time that it asks about was not over at a time. */
    boolean isStillOpen(Instant time) {
        return around != null && time.isBefore(around.to());
    }

    private String value() {
        return values.getFirst();
    }

    /** As the other side wants to hear it. */
    private String subject() {
        return switch (rule) {
            case QUARANTINE_EXPORT, SIGNINS_OF_USER, DIRECTORY_USER -> value();
            case CLICKS_ON_URL -> beginning(value());
            case PROCESSES_ON_DEVICE, DIRECTORY_DEVICE, FILE_SIGHTINGS -> value().substring(value().indexOf(':') + 1);
        };
    }

    /** Of an address that is too long to be kept whole, what is asked about is all below its beginning. */
    private static String beginning(String url) {
        if (url.length() < LONG || !DIGEST_OF_THE_REST.matcher(url).find()) {
            return url;
        }
        int path = url.indexOf('/', url.indexOf("://") + 3);
        int end = url.length();
        do {
            end--;
        } while (end > path && SIGNS.indexOf(url.charAt(end)) < 0);
        return url.substring(0, end);
    }

    /** Returns the id under which it is asked first: about its best value. */
    QuestionId id(String tenant) {
        return QuestionId.of(tenant, rule, value(), around);
    }

    /** Returns the id of the request by which it is asked first. */
    public String requestId(String tenant) {
        return id(tenant).text();
    }

    /**
     * Returns the request. Its cause is the investigation and, after a space, what it is about: an answer tells to whom
     * it matters, also where nobody remembers having asked.
     *
     * @param investigation the investigation's id
     */
    Object request(String id, Connection connection, String investigation) {
        String subject = subject();
        String cause = investigation + " " + subject(value()).shortText();
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
                        internetMessageId(),
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
        return value().startsWith(prefix) ? value().substring(prefix.length()) : null;
    }

    /**
     * Also where a message is asked about by its network message id: Exchange filters by this one, and by the other
     * alone all mail of a day or a month would be listed. Of several nobody knows which is that id's.
     */
    private @Nullable String internetMessageId() {
        List<String> all = beginningWith(values, INTERNET_MESSAGE_ID);
        return all.contains(value()) || all.size() == 1 ? all.getFirst().substring(INTERNET_MESSAGE_ID.length()) : null;
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
                around == null ? null : around.from(),
                around == null ? null : around.to(),
                null,
                new QueryLimits(MOST_ROWS, null, null));
    }
}
