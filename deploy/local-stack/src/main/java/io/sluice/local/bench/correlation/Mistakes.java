package io.sluice.local.bench.correlation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import io.sluice.local.UserError;
import io.sluice.local.correlation.PlayOfAlert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every mistake with the reasons that the investigations give, for whoever tunes the rules: lines of text. */
final class Mistakes {

    private final Map<String, PlayOfAlert> truth;
    private final Map<String, Investigated> newest;
    private final Map<String, String> titles = new HashMap<>();

    Mistakes(Map<String, PlayOfAlert> truth, Map<String, Investigated> newest) {
        this.truth = truth;
        this.newest = newest;
    }

    /** Writes a file. */
    void write(Path file) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, lines());
        } catch (IOException e) {
            throw new UserError("Cannot write " + file + ": is the disk full?", e);
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        Map<String, Map<String, Set<String>>> plays = new TreeMap<>();
        newest.forEach((key, investigation) -> {
            if (!investigation.open()) {
                return;
            }
            JsonNode value = json(investigation);
            for (JsonNode finding : value.path("finding_info_list")) {
                titles.put(
                        Keys.of(Keys.tenantOf(key), finding.path("uid").asText("")),
                        finding.path("created_time_dt").asText("") + " "
                                + finding.at("/product/name").asText("") + ": "
                                + finding.path("title").asText(""));
            }
            for (String alert : investigation.alerts()) {
                plays.computeIfAbsent(play(alert), _ -> new TreeMap<>())
                        .computeIfAbsent(key, _ -> new TreeSet<>())
                        .add(alert);
            }
            addWrong(key, value, lines);
        });
        plays.forEach((play, parts) -> {
            if (parts.size() > 1) {
                lines.add("SPLIT " + play);
                parts.forEach((key, alerts) -> {
                    lines.add("  " + key);
                    alerts.forEach(alert -> lines.add("    " + alert + " " + titles.getOrDefault(alert, "")));
                });
            }
        });
        return lines;
    }

    private void addWrong(String key, JsonNode value, List<String> lines) {
        boolean first = true;
        String tenantId = Keys.tenantOf(key);
        for (JsonNode join : value.at("/unmapped/joins")) {
            String finding = Keys.of(tenantId, join.path("finding").asText(""));
            String with = Keys.of(tenantId, join.path("with").asText(""));
            if (truth.containsKey(finding)
                    && truth.containsKey(with)
                    && !play(finding).equals(play(with))) {
                if (first) {
                    lines.add("WRONG " + key);
                    first = false;
                }
                lines.add("  " + join.path("shared") + " confidence "
                        + join.path("confidence").asText(""));
                lines.add("    " + finding + " " + play(finding) + " " + titles.getOrDefault(finding, ""));
                lines.add("    " + with + " " + play(with) + " " + titles.getOrDefault(with, ""));
            }
        }
    }

    private String play(String alert) {
        PlayOfAlert play = truth.get(alert);
        return play == null ? "unknown" : play.play();
    }

    private static JsonNode json(Investigated investigation) {
        try {
            return Json.MAPPER.readTree(investigation.value().text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
