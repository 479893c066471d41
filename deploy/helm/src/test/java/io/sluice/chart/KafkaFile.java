package io.sluice.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sluice.contracts.access.Grant;
import io.sluice.contracts.access.Principal;
import io.sluice.contracts.access.Principals;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The topics and principals of the contracts in the words of Strimzi's resources: the chart's {@code files/kafka.yaml}.
 */
final class KafkaFile {

    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private KafkaFile() {}

    static String text() {
        ObjectNode file = MAPPER.createObjectNode();
        Topics.all().forEach(topic -> file.withArray("topics").add(topic(topic)));
        Principals.all().forEach(principal -> file.withArray("principals").add(principal(principal)));
        try {
            return "# Made from the contracts: mvn -pl deploy/helm test -Dsluice.contracts.write=true\n"
                    + MAPPER.writeValueAsString(file);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode topic(Topic topic) {
        ObjectNode made = MAPPER.createObjectNode().put("name", topic.name()).put("partitions", topic.partitions());
        topic.config().forEach(made.withObject("/config")::put);
        return made;
    }

    private static ObjectNode principal(Principal principal) {
        ObjectNode made = MAPPER.createObjectNode()
                .put("name", principal.name())
                .put("kind", principal.kind().name().toLowerCase(Locale.ROOT));
        ArrayNode acls = made.withArray("acls");
        for (Grant grant : principal.grants()) {
            // A role's users have groups of their own name: the chart adds them.
            if (principal.kind() == Principal.Kind.ROLE && grant.resource() == ResourceType.GROUP) {
                continue;
            }
            acls.add(acl(grant));
        }
        return made;
    }

    private static ObjectNode acl(Grant grant) {
        ObjectNode acl = MAPPER.createObjectNode();
        acl.withObject("/resource")
                .put(
                        "type",
                        switch (grant.resource()) {
                            case TOPIC -> "topic";
                            case GROUP -> "group";
                            case TRANSACTIONAL_ID -> "transactionalId";
                            default -> throw new IllegalArgumentException("Strimzi has no word for " + grant);
                        })
                .put("name", grant.name())
                .put("patternType", grant.pattern() == PatternType.PREFIXED ? "prefix" : "literal");
        grant.operations().forEach(operation -> acl.withArray("operations").add(word(operation)));
        return acl;
    }

    private static String word(AclOperation operation) {
        return Arrays.stream(operation.name().split("_"))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
