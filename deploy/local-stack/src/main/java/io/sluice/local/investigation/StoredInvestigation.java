package io.sluice.local.investigation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.correlation.InvestigationDetail;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.correlation.Score;
import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;

/**
 * An investigation as its newest record tells it.
 *
 * @param key the record's key: tenant and investigation
 * @param json the record as it is
 * @param finding the same, read
 */
public record StoredInvestigation(String key, JsonNode json, InvestigationFinding finding) {

    /**
     * Reads a record.
     *
     * @throws UserError if it does not keep to the contract
     */
    static StoredInvestigation of(String key, byte[] value) {
        try {
            JsonNode json = Json.MAPPER.readTree(value);
            if (json.path("unmapped").isObject()
                    && json.at("/unmapped/state").isTextual()
                    && json.path("metadata").isObject()) {
                return new StoredInvestigation(key, json, read(json));
            }
        } catch (IOException foreign) {
            // said below, without its text
        }
        throw new UserError("The newest record of " + key + " on investigations is none of an investigation that this"
                + " version of ./sluice knows; ./sluice topic investigations --from-beginning shows it.");
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
