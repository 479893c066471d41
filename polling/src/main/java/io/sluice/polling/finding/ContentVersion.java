package io.sluice.polling.finding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The version of what an alert or incident says: the first 16 hexadecimal digits of a SHA-256 over its content. It is
 * the same whatever the order of the members is and whether absent members are null, empty or left out; it does not
 * depend on when or how often the content was read, nor on how it is mapped, so that a newer mapping does not make
 * every alert a new one.
 */
final class ContentVersion {

    private static final int BYTES = 8;
    private static final int INITIAL_BUFFER = 4096;

    /** An integer with more digits is hashed in scientific notation, since writing it out could take gigabytes. */
    private static final int MAX_DIGITS = 64;

    private byte[] buffer = new byte[INITIAL_BUFFER];
    private int length;

    private ContentVersion() {}

    /**
     * The version of an alert. Of its incident only the id counts: an alert that moved to another incident is a new
     * version, an alert whose incident got another title is not.
     *
     * @param restless the members that do not count: they change although nothing new is said
     */
    static String ofAlert(JsonNode alert, @Nullable String incidentId, Restless restless) {
        ContentVersion content = new ContentVersion();
        content.add('A', incidentId == null ? "" : incidentId);
        content.addObject(alert, restless);
        return content.digest();
    }

    /**
     * The version of an incident, with the alerts that it has. Where not all of them are listed only their number
     * counts, since which ones are listed depends on the order of the answer.
     */
    static String ofIncident(
            JsonNode incident, @Nullable JsonNode entities, List<String> alertIds, int alertCount, Restless restless) {
        ContentVersion content = new ContentVersion();
        content.add('I', Integer.toString(alertCount));
        if (alertIds.size() == alertCount) {
            alertIds.stream().sorted().forEach(id -> content.add('a', id));
        }
        content.addObject(incident, restless);
        if (entities != null && !Members.isBlank(entities)) {
            content.addAll(entities);
        }
        return content.digest();
    }

    /** The version of what is said alike in several interfaces. */
    static String ofGist(List<String> said) {
        ContentVersion content = new ContentVersion();
        said.forEach(word -> content.add('G', word));
        return content.digest();
    }

    /** Adds entities, whose order is chance. */
    private void addAll(JsonNode entities) {
        List<String> each = new ArrayList<>(entities.size());
        for (JsonNode entity : entities) {
            ContentVersion content = new ContentVersion();
            content.add(entity);
            each.add(content.digest());
        }
        Collections.sort(each);
        each.forEach(entity -> add('e', entity));
    }

    /** The version of what was said before, was changed, and is said again since a time. */
    static String returned(String version, SourceTime since, Instant readAt) {
        ContentVersion content = new ContentVersion();
        content.add('R', version);
        content.add('t', since.text());
        content.add('r', readAt.toString());
        return content.digest();
    }

    private void add(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> addObject(value, Restless.NONE);
            case ARRAY -> {
                add('[', "");
                value.forEach(this::add);
                add(']', "");
            }
            case STRING -> add('s', value.textValue());
            case NUMBER -> add('n', number(value));
            case BOOLEAN -> add('b', value.asText());
            case NULL, MISSING -> add('0', "");
            case BINARY, POJO -> add('x', value.asText());
        }
    }

    private void addObject(JsonNode object, Restless restless) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map.Entry<String, JsonNode>[] members = object.properties().toArray(new Map.Entry[0]);
        Arrays.sort(members, Map.Entry.comparingByKey());
        add('{', "");
        for (Map.Entry<String, JsonNode> member : members) {
            if (!Members.isBlank(member.getValue()) && !restless.has(member.getKey())) {
                add('k', member.getKey());
                if (member.getValue().isObject()) {
                    addObject(member.getValue(), restless.in(member.getKey()));
                } else {
                    add(member.getValue());
                }
            }
        }
        add('}', "");
    }

    /** One text for one number: 1, 1.0 and 1e0 are the same. */
    private static String number(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.asText();
        }
        double approximate = value.doubleValue();
        if (Double.isNaN(approximate) || Double.isInfinite(approximate)) {
            return value.asText();
        }
        BigDecimal exact = value.decimalValue().stripTrailingZeros();
        return exact.scale() <= 0 && (long) exact.precision() - exact.scale() < MAX_DIGITS
                ? exact.toBigInteger().toString()
                : exact.toString();
    }

    /** Adds a part in a form that no other parts can add up to: its kind, its length, its bytes. */
    private void add(char kind, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        int needed = length + 5 + bytes.length;
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, 2 * buffer.length));
        }
        buffer[length++] = (byte) kind;
        buffer[length++] = (byte) (bytes.length >>> 24);
        buffer[length++] = (byte) (bytes.length >>> 16);
        buffer[length++] = (byte) (bytes.length >>> 8);
        buffer[length++] = (byte) bytes.length;
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(buffer, 0, length);
            return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
