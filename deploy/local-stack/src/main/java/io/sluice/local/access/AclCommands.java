package io.sluice.local.access;

import io.sluice.contracts.access.Grant;
import io.sluice.contracts.access.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** What a principal may do, as commands of {@code kafka-acls.sh}, which comes with Apache Kafka. */
public final class AclCommands {

    private final String tool;

    /** Takes how the tool is called, with how it finds the cluster. */
    public AclCommands(String tool) {
        this.tool = tool;
    }

    /**
     * Returns commands that allow somebody all that a service or a role needs. Given again they change nothing.
     *
     * @param user the principal as Kafka knows it, without its type, such as {@code incident-poller} or
     *     {@code CN=incident-poller,O=Example}
     */
    public List<String> allow(Principal principal, String user) {
        Map<Grant, List<String>> together = new LinkedHashMap<>();
        for (Grant grant : principal.grants()) {
            together.computeIfAbsent(
                            new Grant(grant.resource(), grant.pattern(), "", grant.operations()),
                            _ -> new ArrayList<>())
                    .add(grant.name());
        }
        return together.entrySet().stream()
                .map(grants -> command(user, grants.getKey(), grants.getValue()))
                .toList();
    }

    private String command(String user, Grant alike, List<String> names) {
        String operations = alike.operations().stream()
                .map(operation -> " --operation " + word(operation))
                .collect(Collectors.joining());
        String resources =
                names.stream().map(name -> option(alike.resource()) + name).collect(Collectors.joining());
        return tool + " --add --allow-principal " + quoted("User:" + user) + operations
                + (alike.pattern() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "") + resources;
    }

    private static String option(ResourceType resource) {
        return switch (resource) {
            case TOPIC -> " --topic ";
            case GROUP -> " --group ";
            case TRANSACTIONAL_ID -> " --transactional-id ";
            default -> throw new IllegalArgumentException("No principal of Sluice needs a " + resource);
        };
    }

    private static String word(AclOperation operation) {
        return Arrays.stream(operation.name().split("_"))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
