package io.sluice.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of {@code sluice.investigations.v1}, with what a consumer looks for in it. */
record Investigation(JsonNode json) {

    /** Returns the newest version of each, as a consumer of the compacted topic has it. */
    static Map<String, Investigation> newest(TopicRecords topic) throws IOException {
        Map<String, Investigation> newest = new LinkedHashMap<>();
        for (ConsumerRecord<String, String> each : topic.all()) {
            newest.put(each.key(), new Investigation(Stack.JSON.readTree(each.value())));
        }
        return newest;
    }

    String id() {
        return json.at("/metadata/original_event_uid").asText();
    }

    String tenant() {
        return json.at("/metadata/tenant_uid").asText();
    }

    boolean isOpen() {
        return json.at("/unmapped/state").asText().equals("open");
    }

    /** Returns the ids of its alerts; those of Sentinel's rules begin with {@code sn}. */
    Set<String> alerts() {
        Set<String> alerts = new TreeSet<>();
        json.path("finding_info_list")
                .forEach(alert -> alerts.add(alert.path("uid").asText()));
        return alerts;
    }

    boolean hasAlertOfDefender() {
        return !alerts().stream().allMatch(Investigation::isOfRule);
    }

    boolean hasAlertOfSentinel() {
        return alerts().stream().anyMatch(Investigation::isOfRule);
    }

    /** Says whether a quarantined message is in it with its analysis and its URLs. */
    boolean hasAnalysedMessage() {
        for (JsonNode message : json.at("/unmapped/messages")) {
            if (message.path("evidence").isObject() && !message.path("urls").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Says whether it holds sign-ins of somebody in it. */
    boolean hasSignIns() {
        for (JsonNode followUp : json.at("/unmapped/followUps")) {
            if (followUp.path("rule").asText().equals("signins-of-user")
                    && followUp.path("status").asText().equals("completed")
                    && followUp.path("found").asInt() > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfRule(String alert) {
        return alert.startsWith("sn");
    }
}
