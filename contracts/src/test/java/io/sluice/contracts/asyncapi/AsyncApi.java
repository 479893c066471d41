package io.sluice.contracts.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.investigation.Investigations;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.schema.Example;
import io.sluice.contracts.schema.Examples;
import io.sluice.contracts.schema.Schemas;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes the AsyncAPI 3.0.0 document of Sluice's topics. */
final class AsyncApi {

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .stringQuotingChecker(new TimesInQuotes())
            .build());

    private static final String HEAD = """
            # Made from the code by AsyncApiTest: change the topics and records, not this file.
            """;

    private static final String FRAME = """
            asyncapi: 3.0.0
            id: urn:sluice:topics
            info:
              title: Sluice
              version: 1.0.0
              description: |
                Microsoft 365 security signals on Apache Kafka. Every value is JSON (UTF-8), every record but a request is a
                CloudEvent 1.0 in binary content mode: its attributes are record headers. All events of a Microsoft tenant are in one
                partition, in the order in which they were read. Consumers read with isolation.level=read_committed and
                ignore members that they do not know: within a major version members are only added.
            defaultContentType: application/json
            servers:
              local:
                host: localhost:19092
                protocol: kafka
                description: The local stack. Elsewhere, the bootstrap servers of your cluster.
            channels: {}
            operations: {}
            components:
              messages: {}
              schemas:
                cloudEventHeaders:
                  type: object
                  description: >-
                    The attributes of the CloudEvent (Kafka protocol binding 1.0.2, binary content mode) and the trace
                    (W3C Trace Context), as UTF-8 text.
                  required: [content-type, ce_specversion, ce_id, ce_source, ce_type, ce_subject, ce_time, ce_dataschema]
                  properties:
                    content-type:
                      type: string
                      const: application/json
                      description: The form of the value.
                    ce_specversion:
                      type: string
                      const: '1.0'
                      description: The version of CloudEvents.
                    ce_id:
                      type: string
                      description: The event's id. The same content has the same id, however often it is sent.
                    ce_source:
                      type: string
                      description: Where it comes from. Source and id together are unique.
                    ce_type:
                      type: string
                      description: What it is, with the major version of its schema.
                    ce_subject:
                      type: string
                      description: What it is about, such as the id of the alert.
                    ce_time:
                      type: string
                      format: date-time
                      description: When its content came about at its source.
                    ce_dataschema:
                      type: string
                      description: The id of the JSON Schema of the value.
                    traceparent:
                      type: string
                      description: The trace that the record belongs to.
                investigationHeaders:
                  description: >-
                    The attributes of every event and the extension attribute changes.
                  allOf:
                  - $ref: '#/components/schemas/cloudEventHeaders'
                  - type: object
                    required: [ce_changes]
                    properties:
                      ce_changes:
                        type: string
                        maxLength: 1000
                        description: >-
                          What is different from the version before, in one line for people; the whole list is on
                          sluice.investigation-changes.v1.
            """;

    /** Parsers of YAML 1.1 would take a time without quotes for something else than text. */
    private static final class TimesInQuotes extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1;

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value) || value.matches("\\d{4}-\\d\\d-\\d\\d.*");
        }
    }

    private AsyncApi() {}

    /** Returns the document. */
    static ObjectNode document() throws JsonProcessingException {
        ObjectNode document = (ObjectNode) YAML.readTree(FRAME);
        for (Topic topic : Topics.all()) {
            document.withObjectProperty("channels").set(channelName(topic), channel(topic));
            document.withObjectProperty("operations").set(action(topic) + typeName(topic), operation(topic));
            document.withObject("/components/messages").set(topic.entity(), message(topic));
        }
        for (Investigation investigation : Investigations.all()) {
            document.withObject("/components/schemas")
                    .set(InvestigationSchema.nameOf(investigation), InvestigationSchema.of(investigation));
            document.withObject("/components/messages/" + Topics.QUERY_REQUESTS.entity() + "/x-investigations")
                    .set(
                            investigation.name(),
                            reference("components/schemas/" + InvestigationSchema.nameOf(investigation)));
        }
        return document;
    }

    /** Returns the document as the text of its file. */
    static String text() throws JsonProcessingException {
        return HEAD + YAML.writeValueAsString(document());
    }

    /** Reads a document. */
    static JsonNode read(String text) throws JsonProcessingException {
        return YAML.readTree(text);
    }

    private static ObjectNode channel(Topic topic) {
        ObjectNode channel = JsonNodeFactory.instance.objectNode();
        channel.put("address", topic.name());
        channel.put("description", topic.description());
        channel.withObjectProperty("messages").set(topic.entity(), reference("components/messages/" + topic.entity()));
        ObjectNode kafka = channel.withObjectProperty("bindings").withObjectProperty("kafka");
        kafka.put("topic", topic.name());
        kafka.put("partitions", topic.partitions());
        ObjectNode configuration = kafka.withObjectProperty("topicConfiguration");
        for (Map.Entry<String, String> setting : topic.config().entrySet()) {
            if (setting.getKey().equals("cleanup.policy")) {
                for (String policy : setting.getValue().split(",", -1)) {
                    configuration.withArrayProperty("cleanup.policy").add(policy);
                }
            } else if (setting.getKey().equals("message.timestamp.type")) {
                configuration.put(setting.getKey(), setting.getValue());
            } else {
                configuration.put(setting.getKey(), Long.parseLong(setting.getValue()));
            }
        }
        kafka.put("bindingVersion", "0.5.0");
        return channel;
    }

    private static ObjectNode operation(Topic topic) {
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        operation.put("action", action(topic));
        operation.set("channel", reference("channels/" + channelName(topic)));
        operation.put(
                "summary",
                switch (topic.traffic()) {
                    case EVENTS -> "Sluice writes these records; anyone may read them.";
                    case REQUESTS ->
                        "Who may ask writes these records, without headers, and enrichment-service does, as requestedBy"
                                + " says; Sluice answers each once.";
                });
        operation.putArray("messages").add(reference("channels/" + channelName(topic) + "/messages/" + topic.entity()));
        return operation;
    }

    private static String action(Topic topic) {
        return switch (topic.traffic()) {
            case EVENTS -> "send";
            case REQUESTS -> "receive";
        };
    }

    private static ObjectNode message(Topic topic) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("name", topic.eventType());
        message.put("title", topic.entity());
        message.put("summary", topic.description());
        message.put("contentType", "application/json");
        if (topic.traffic() == Topic.Traffic.EVENTS) {
            message.set("headers", reference("components/schemas/" + headersOf(topic)));
        }
        ObjectNode payload = message.withObjectProperty("payload");
        payload.put("schemaFormat", "application/schema+json;version=draft-2020-12");
        payload.withObjectProperty("schema").put("$ref", "./" + Schemas.fileOf(topic));
        ObjectNode kafka = message.withObjectProperty("bindings").withObjectProperty("kafka");
        ObjectNode key = kafka.withObjectProperty("key");
        key.put("type", "string");
        key.put("description", topic.key());
        key.putArray("examples").add(Examples.keyOf(topic));
        kafka.put("bindingVersion", "0.5.0");
        for (Example each : Examples.all(topic)) {
            ObjectNode example = message.withArrayProperty("examples").addObject();
            example.put("name", each.name());
            if (topic.traffic() == Topic.Traffic.EVENTS) {
                example.set("headers", headers(topic, each));
            }
            example.set("payload", Json.MAPPER.valueToTree(each.value()));
        }
        return message;
    }

    /** Returns the name of the schema of a topic's headers. */
    private static String headersOf(Topic topic) {
        return topic.equals(Topics.INVESTIGATIONS) ? "investigationHeaders" : "cloudEventHeaders";
    }

    private static ObjectNode headers(Topic topic, Example each) {
        RecordHeaders headers = new RecordHeaders();
        CloudEvent.on(
                        topic,
                        each.eventId(),
                        CloudEvent.source(Examples.TENANT, Examples.surfaceOf(topic)),
                        each.subject(),
                        Examples.CHANGED_AT)
                .writeTo(headers);
        Examples.addHeaders(topic, each, headers);
        ObjectNode example = JsonNodeFactory.instance.objectNode();
        headers.forEach(header -> example.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return example;
    }

    private static ObjectNode reference(String path) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/" + path);
    }

    /** The topic's name without prefix and version, in the form that generators make identifiers of: rawAlerts. */
    private static String channelName(Topic topic) {
        String type = typeName(topic);
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1) + "s";
    }

    private static String typeName(Topic topic) {
        StringBuilder name = new StringBuilder();
        for (String word : topic.entity().split("-", -1)) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }
}
