package io.sluice.contracts.access;

import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Something that a principal may do on Kafka, from any host.
 *
 * @param resource what it is about: topics, groups or transactional ids
 * @param pattern whether the name is the resource's own or what the names of several begin with
 * @param name the name, or its beginning
 * @param operations what is allowed; Kafka derives {@code DESCRIBE} from {@code READ} and {@code WRITE}, tools of
 *     Kafka's clouds do not all, so it is always said
 */
public record Grant(ResourceType resource, PatternType pattern, String name, List<AclOperation> operations) {

    /** Copies the operations. */
    public Grant {
        operations = List.copyOf(operations);
    }
}
