package io.sluice.contracts.access;

import io.sluice.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Somebody who uses Kafka: a service of Sluice, or a role of those who read its topics or ask on them.
 *
 * @param name the service's name, or the role's
 * @param kind a service or a role
 * @param description what it may do and what that shows, for people
 * @param reads the topics that it reads
 * @param writes the topics that it writes
 * @param inspects the topics whose settings it compares with what they should be
 * @param streams the application id of its Kafka Streams, whose group, transactions and internal topics begin with it;
 *     none for most
 * @param groups the consumer groups that it joins; of a role, what they begin with
 * @param transactions what its transactional ids begin with
 */
public record Principal(
        String name,
        Kind kind,
        String description,
        List<Topic> reads,
        List<Topic> writes,
        List<Topic> inspects,
        List<String> streams,
        List<String> groups,
        List<String> transactions) {

    /** Who somebody is. */
    public enum Kind {
        /** A service of Sluice. */
        SERVICE,
        /** People and programs of others; each has a principal of its own with the rights of its roles. */
        ROLE
    }

    /** Copies the lists. */
    public Principal {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        inspects = List.copyOf(inspects);
        streams = List.copyOf(streams);
        groups = List.copyOf(groups);
        transactions = List.copyOf(transactions);
    }

    /** Returns all that it needs, topics first; each resource once. */
    public List<Grant> grants() {
        List<Grant> grants = new ArrayList<>();
        Stream.of(reads, writes, inspects)
                .flatMap(List::stream)
                .distinct()
                .map(this::onTopic)
                .forEach(grants::add);
        for (String application : streams) {
            for (ResourceType resource :
                    List.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)) {
                grants.add(new Grant(resource, PatternType.PREFIXED, application, List.of(AclOperation.ALL)));
            }
        }
        PatternType groupPattern = kind == Kind.ROLE ? PatternType.PREFIXED : PatternType.LITERAL;
        groups.forEach(group -> grants.add(
                new Grant(ResourceType.GROUP, groupPattern, group, List.of(AclOperation.DESCRIBE, AclOperation.READ))));
        transactions.forEach(prefix -> grants.add(new Grant(
                ResourceType.TRANSACTIONAL_ID,
                PatternType.PREFIXED,
                prefix,
                List.of(AclOperation.DESCRIBE, AclOperation.WRITE))));
        return List.copyOf(grants);
    }

    private Grant onTopic(Topic topic) {
        Set<AclOperation> operations = new TreeSet<>(Set.of(AclOperation.DESCRIBE));
        if (reads.contains(topic)) {
            operations.add(AclOperation.READ);
        }
        if (writes.contains(topic)) {
            operations.add(AclOperation.WRITE);
        }
        if (inspects.contains(topic)) {
            operations.add(AclOperation.DESCRIBE_CONFIGS);
        }
        return new Grant(ResourceType.TOPIC, PatternType.LITERAL, topic.name(), List.copyOf(operations));
    }
}
