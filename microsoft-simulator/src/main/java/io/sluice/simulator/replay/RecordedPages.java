package io.sluice.simulator.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.incident.RecordedIncident;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.settings.SimulatorSettings.Times;
import io.sluice.simulator.tenant.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Reads recorded result pages of the incidents API.
 *
 * <p>A file holds a page ({@code {"value":[…]}}), a client's capture of one ({@code {"outputs":[…]}}) or one incident.
 * Every property stays as recorded, with these exceptions, without which the API could not serve the incident:
 *
 * <ul>
 *   <li>an incident that was recorded twice with the same content is served once; one of the same number but other
 *       content, and one without a number, gets the next free number, in its alerts as well;
 *   <li>a missing createdTime or lastUpdateTime becomes the time of the first or last comment, or the start; missing
 *       alerts become an empty list;
 *   <li>an alertId that occurs more than once, as in anonymised captures, gets {@code -<incidentId>-<index>} appended
 *       wherever it occurs;
 *   <li>if times are shifted, all times of an incident move by the same whole seconds, so that the newest incident was
 *       updated at the start and each older one ten seconds before the next: clients that look back an hour find
 *       hundreds.
 * </ul>
 */
public final class RecordedPages {

    private static final Logger LOG = Logger.getLogger(RecordedPages.class);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private static final long SPACING_SECONDS = 10;

    private final Instant start;
    private final Map<Long, ObjectNode> byNumber = new LinkedHashMap<>();
    private final List<ObjectNode> withoutNumber = new ArrayList<>();

    private RecordedPages(Instant start) {
        this.start = start;
    }

    /** Reads all pages in these folders, in the order of the folders and of the names of the files. */
    public static List<RecordedIncident> read(List<Path> folders, Times times, Instant start) {
        RecordedPages pages = new RecordedPages(start);
        for (Path folder : folders) {
            for (Path file : files(folder)) {
                pages.readFile(file);
            }
        }
        return pages.incidents(times);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(".json") || file.toString().endsWith(".json.resp"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("The folder of recorded pages " + folder + " cannot be read", e);
        }
    }

    private void readFile(Path file) {
        JsonNode content;
        try {
            content = Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            LOG.warnf("%s is left out: it is not JSON", file.getFileName());
            return;
        }
        List<ObjectNode> found = Stream.of("value", "outputs")
                .map(content::path)
                .filter(JsonNode::isArray)
                .findFirst()
                .map(array -> StreamSupport.stream(array.spliterator(), false))
                .orElseGet(() -> Stream.of(content))
                .filter(RecordedPages::isIncident)
                .map(ObjectNode.class::cast)
                .toList();
        if (found.isEmpty()) {
            LOG.warnf("%s is left out: there is no incident in it", file.getFileName());
        }
        found.forEach(incident -> add(incident, file));
    }

    private static boolean isIncident(JsonNode node) {
        return node.isObject()
                && (node.path("incidentId").isIntegralNumber()
                        || node.has("incidentName")
                        || (node.has("status") && node.has("classification") && node.has("comments")));
    }

    private void add(ObjectNode incident, Path file) {
        JsonNode number = incident.path("incidentId");
        if (!number.isIntegralNumber()) {
            withoutNumber.add(incident);
            return;
        }
        ObjectNode first = byNumber.putIfAbsent(number.asLong(), incident);
        if (first != null && !first.equals(incident)) {
            LOG.warnf(
                    "Incident %d of %s differs from an earlier one and gets a new number",
                    number.asLong(), file.getFileName());
            withoutNumber.add(incident);
        }
    }

    private List<RecordedIncident> incidents(Times times) {
        long next = byNumber.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        for (ObjectNode incident : withoutNumber) {
            next++;
            incident.put("incidentId", next);
            for (JsonNode alert : incident.path("alerts")) {
                ((ObjectNode) alert).put("incidentId", next);
            }
            byNumber.put(next, incident);
        }
        byNumber.values().forEach(this::complete);
        makeAlertIdsUnique();
        if (times == Times.SHIFT) {
            shift();
        }
        return byNumber.values().stream()
                .map(incident -> RecordedIncident.of(Directory.REPLAY.name(), incident))
                .toList();
    }

    private void complete(ObjectNode incident) {
        TreeSet<Instant> comments = new TreeSet<>();
        for (JsonNode comment : incident.path("comments")) {
            if (TIME.matcher(comment.path("createdTime").asText()).matches()) {
                comments.add(time(comment.path("createdTime").asText()));
            }
        }
        if (!incident.path("createdTime").isTextual()) {
            incident.put("createdTime", WireTime.text(comments.isEmpty() ? start : comments.first()));
        }
        if (!incident.path("lastUpdateTime").isTextual()) {
            incident.put("lastUpdateTime", WireTime.text(comments.isEmpty() ? start : comments.last()));
        }
        if (!incident.path("alerts").isArray()) {
            incident.putArray("alerts");
        }
    }

    private void makeAlertIdsUnique() {
        Map<String, Integer> occurrences = new HashMap<>();
        for (ObjectNode incident : byNumber.values()) {
            for (JsonNode alert : incident.path("alerts")) {
                occurrences.merge(alert.path("alertId").asText(), 1, Integer::sum);
            }
        }
        for (ObjectNode incident : byNumber.values()) {
            int index = 0;
            for (JsonNode alert : incident.path("alerts")) {
                String id = alert.path("alertId").asText();
                if (occurrences.getOrDefault(id, 0) > 1) {
                    ((ObjectNode) alert)
                            .put(
                                    "alertId",
                                    id + "-" + incident.path("incidentId").asLong() + "-" + index);
                }
                index++;
            }
        }
    }

    private void shift() {
        List<ObjectNode> newestFirst = byNumber.values().stream()
                .sorted(Comparator.comparing(RecordedPages::lastUpdate).reversed())
                .toList();
        for (int i = 0; i < newestFirst.size(); i++) {
            ObjectNode incident = newestFirst.get(i);
            Duration by = Duration.between(lastUpdate(incident), start.minusSeconds(SPACING_SECONDS * i));
            shift(incident, Duration.ofSeconds(by.toSeconds()));
        }
    }

    private static Instant lastUpdate(ObjectNode incident) {
        return time(incident.path("lastUpdateTime").asText());
    }

    private static void shift(JsonNode node, Duration by) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : List.copyOf(object.properties())) {
                String text = property.getValue().textValue();
                if (text != null && TIME.matcher(text).matches()) {
                    object.put(property.getKey(), shifted(text, by));
                } else {
                    shift(property.getValue(), by);
                }
            }
        } else {
            node.forEach(element -> shift(element, by));
        }
    }

    /** The text with other whole seconds and the same fraction. */
    private static String shifted(String text, Duration by) {
        String seconds = WireTime.text(time(text.substring(0, 19) + "Z").plus(by));
        return seconds.substring(0, 19) + text.substring(19);
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
