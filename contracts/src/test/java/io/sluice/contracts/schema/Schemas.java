package io.sluice.contracts.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.contracts.audit.AuditEvent;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.correlation.InvestigationChange;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.deadletter.DeadLetter;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.directory.DirectoryRequest;
import io.sluice.contracts.incident.IncidentItem;
import io.sluice.contracts.incident.IncidentRequest;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.ocsf.IncidentFinding;
import io.sluice.contracts.ocsf.OcsfEnum;
import io.sluice.contracts.ocsf.OcsfObject;
import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.contracts.query.QueryPart;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.contracts.request.Result;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the JSON Schema of a topic's values from the record that is written to it. */
public final class Schemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final SchemaGenerator GENERATOR = generator();

    private Schemas() {}

    /** Returns the type whose values a topic carries. */
    public static Class<?> typeOf(Topic topic) {
        if (topic.equals(Topics.CONNECTIONS)) {
            return Connection.class;
        } else if (topic.equals(Topics.RAW_INCIDENTS)) {
            return RawIncident.class;
        } else if (topic.equals(Topics.RAW_ALERTS)) {
            return RawAlert.class;
        } else if (topic.equals(Topics.INCIDENTS)) {
            return IncidentFinding.class;
        } else if (topic.equals(Topics.ALERTS)) {
            return DetectionFinding.class;
        } else if (topic.equals(Topics.DEAD_LETTERS)) {
            return DeadLetter.class;
        } else if (topic.equals(Topics.CONNECTION_STATUS)) {
            return ConnectionStatus.class;
        } else if (topic.equals(Topics.AUDIT)) {
            return AuditEvent.class;
        } else if (topic.equals(Topics.INCIDENT_REQUESTS)) {
            return IncidentRequest.class;
        } else if (topic.equals(Topics.QUARANTINE_REQUESTS)) {
            return QuarantineRequest.class;
        } else if (topic.equals(Topics.QUERY_REQUESTS)) {
            return QueryRequest.class;
        } else if (topic.equals(Topics.DIRECTORY_REQUESTS)) {
            return DirectoryRequest.class;
        } else if (topic.equals(Topics.INVESTIGATIONS)) {
            return InvestigationFinding.class;
        } else if (topic.equals(Topics.INVESTIGATION_CHANGES)) {
            return InvestigationChange.class;
        } else if (itemsOf(topic).length > 0) {
            return Result.class;
        }
        throw new IllegalArgumentException("Say here which type the values of " + topic.name() + " have");
    }

    /** Returns what the answers on a topic of results consist of; nothing for other topics. */
    private static Type[] itemsOf(Topic topic) {
        if (topic.equals(Topics.INCIDENT_RESULTS)) {
            return new Type[] {IncidentItem.class};
        } else if (topic.equals(Topics.QUARANTINE_RESULTS)) {
            return new Type[] {QuarantinedMessage.class};
        } else if (topic.equals(Topics.QUERY_RESULTS)) {
            return new Type[] {QueryPart.class};
        }
        return topic.equals(Topics.DIRECTORY_RESULTS) ? new Type[] {DirectoryEntry.class} : new Type[0];
    }

    /** Returns the type whose values a topic carries, with that of its items. */
    static JavaType javaTypeOf(Topic topic) {
        Class<?> type = typeOf(topic);
        Type[] items = itemsOf(topic);
        return items.length == 0
                ? Json.MAPPER.constructType(type)
                : Json.MAPPER.getTypeFactory().constructParametricType(type, (Class<?>) items[0]);
    }

    /** Returns the schema of a topic's values. */
    public static ObjectNode of(Topic topic) {
        ObjectNode made = GENERATOR.generateSchema(typeOf(topic), itemsOf(topic));
        ObjectNode schema = JSON.objectNode();
        schema.set("$schema", made.remove("$schema"));
        schema.put("$id", topic.schemaId());
        schema.put("title", topic.entity());
        schema.put("description", topic.description());
        JsonNode definitions = made.remove("$defs");
        schema.setAll(made);
        if (topic.traffic() == Topic.Traffic.REQUESTS) {
            // A misspelt condition would otherwise ask for more than was meant.
            schema.put("additionalProperties", false);
            if (definitions != null) {
                definitions.forEach(Schemas::closeIfObject);
            }
        } else if (definitions != null) {
            definitions.forEach(Schemas::openIfWords);
        }
        if (definitions != null) {
            schema.set("$defs", definitions);
        }
        return schema;
    }

    private static void closeIfObject(JsonNode definition) {
        if (definition.has("properties")) {
            ((ObjectNode) definition).put("additionalProperties", false);
        }
    }

    /** The known words, and any other: a later version of Sluice may add some, as the standard adds numbers. */
    private static void openIfWords(JsonNode definition) {
        JsonNode words = ((ObjectNode) definition).remove("enum");
        if (words != null) {
            ArrayNode known = ((ObjectNode) definition).putArray("anyOf");
            words.forEach(word -> known.addObject().set("const", word));
            known.addObject().put("title", "Any other word of a later version");
        }
    }

    /** Returns the schema of a type that a topic may carry in its values. */
    public static ObjectNode of(Class<?> type) {
        return GENERATOR.generateSchema(type);
    }

    /** Returns a schema as the text of its file. */
    public static String text(ObjectNode schema) throws JsonProcessingException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return Json.MAPPER.writer(printer).writeValueAsString(schema) + "\n";
    }

    /** Returns the name of a topic's schema file. */
    public static String fileOf(Topic topic) {
        return "schema/" + topic.entity() + ".v1.json";
    }

    /** Returns what is wrong with a value of a topic; nothing if it is valid. */
    public static List<String> errors(Topic topic, JsonNode value) {
        Schema schema = REGISTRY.getSchema(of(topic));
        return schema.validate(value).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS);
        config.forTypesInGeneral().withPropertySorter((_, _) -> 0).withCustomDefinitionProvider(Schemas::definition);
        config.forFields()
                .withPropertyNameOverrideResolver(Schemas::nameOnTheWire)
                .withRequiredCheck(Schemas::isAlwaysThere);
        return new SchemaGenerator(config.build());
    }

    private static @Nullable CustomDefinition definition(ResolvedType type, SchemaGenerationContext context) {
        Class<?> erased = type.getErasedType();
        if (erased == ObjectNode.class) {
            return inline(JSON.objectNode().put("type", "object"));
        } else if (erased == ArrayNode.class) {
            return inline(JSON.objectNode().put("type", "array"));
        } else if (JsonNode.class.isAssignableFrom(erased)) {
            return inline(JSON.objectNode());
        } else if (erased == Instant.class) {
            return inline(textOf("date-time"));
        } else if (erased == Duration.class) {
            return inline(textOf("duration"));
        } else if (erased == URI.class) {
            return inline(textOf("uri"));
        } else if (erased == Map.class) {
            ResolvedType values = type.getTypeParameters().get(1);
            ObjectNode map = JSON.objectNode().put("type", "object");
            map.set("additionalProperties", context.createDefinitionReference(values));
            return inline(map);
        } else if (OcsfEnum.class.isAssignableFrom(erased) && erased.isEnum()) {
            return new CustomDefinition(
                    enumeration(erased),
                    CustomDefinition.DefinitionType.STANDARD,
                    CustomDefinition.AttributeInclusion.NO);
        }
        return null;
    }

    /** The known numbers with their names, and any other: later versions of the standard add values. */
    private static ObjectNode enumeration(Class<?> type) {
        ObjectNode schema = JSON.objectNode().put("type", "integer");
        ArrayNode known = schema.putArray("anyOf");
        for (Object constant : type.getEnumConstants()) {
            OcsfEnum value = (OcsfEnum) constant;
            known.addObject().put("const", value.id()).put("title", value.caption());
        }
        known.addObject().put("title", "Any other value of the standard, or of a later version of it");
        return schema;
    }

    private static ObjectNode textOf(String format) {
        return JSON.objectNode().put("type", "string").put("format", format);
    }

    private static CustomDefinition inline(ObjectNode schema) {
        return new CustomDefinition(
                schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
    }

    private static @Nullable String nameOnTheWire(FieldScope field) {
        return field.getRawMember().getDeclaringClass().isAnnotationPresent(OcsfObject.class)
                ? PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(field.getDeclaredName())
                : null;
    }

    private static boolean isAlwaysThere(FieldScope field) {
        Field member = field.getRawMember();
        JsonInclude include = member.getAnnotation(JsonInclude.class);
        boolean leftOutWhenEmpty = include != null && include.value() == JsonInclude.Include.NON_EMPTY;
        return !leftOutWhenEmpty && !member.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** Returns every place in a schema that describes a member, as path and schema. */
    static Map<String, JsonNode> members(JsonNode schema) {
        Map<String, JsonNode> members = new java.util.TreeMap<>();
        schema.path("properties").properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        schema.path("$defs")
                .properties()
                .forEach(type -> type.getValue()
                        .path("properties")
                        .properties()
                        .forEach(member -> members.put(type.getKey() + "." + member.getKey(), member.getValue())));
        return members;
    }
}
