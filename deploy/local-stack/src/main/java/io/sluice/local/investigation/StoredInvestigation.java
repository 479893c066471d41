package io.sluice.local.investigation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.correlation.InvestigationDetail;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.correlation.Score;
import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An investigation as its newest record tells it.
 *
 * @param key the record's key: tenant and investigation
 * @param json the record as it is
 * @param finding the same, read
 */
public record StoredInvestigation(String key, JsonNode json, InvestigationFinding finding) {

    /** Reads a record; nothing if it does not keep to the contract. */
    static Optional<StoredInvestigation> of(String key, byte[] value) {
        try {
            JsonNode json = Json.MAPPER.readTree(value);
            if (json.path("unmapped").isObject()
                    && json.at("/unmapped/state").isTextual()
                    && json.path("metadata").isObject()) {
                return Optional.of(new StoredInvestigation(key, json, read(json)));
            }
        } catch (IOException foreign) {
            // who asked says so, without its text
        }
        return Optional.empty();
    }

    private static InvestigationFinding read(JsonNode json) throws JsonProcessingException {
        return Json.MAPPER.treeToValue(json, InvestigationFinding.class);
    }

    /** Returns Microsoft's id of the tenant. */
    public String tenantId() {
        return key.substring(0, Math.max(0, key.indexOf('/')));
    }

    /** Returns the investigation's id. */
    public String id() {
        return key.substring(key.indexOf('/') + 1);
    }

    /** Returns what the standard has no place for. */
    public InvestigationDetail detail() {
        return finding.unmapped();
    }

    /** Returns how urgent it is, from 0 to 100; 0 where nothing says so. */
    public int score() {
        Score score = detail().score();
        return score == null ? 0 : score.value();
    }

    /** Returns what it is, in one line. It quotes strangers. */
    public String title() {
        String message = finding.message();
        if (message != null && !message.isBlank()) {
            return message;
        }
        return finding.findingInfoList().stream()
                .map(info -> Objects.requireNonNullElse(info.title(), ""))
                .filter(title -> !title.isBlank())
                .findFirst()
                .orElse("(without a title)");
    }

    /** Returns when the last of what it is about was seen. */
    public Instant lastActivity() {
        return Instant.ofEpochMilli(Objects.requireNonNullElse(finding.endTime(), finding.time()));
    }
}
