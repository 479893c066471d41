package io.sluice.broker;

import io.sluice.contracts.access.Principal;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** Has who comes by one listener do what the contract grants a principal; who comes by another may do all. */
record Guard(Principal principal) {

    private static final String HOST = "localhost";
    private static final String ANYWHERE = "*";

    /** Returns a broker that has ACLs, on free ports. */
    EmbeddedKafkaBroker broker() {
        return new EmbeddedKafkaBroker()
                // By the first, the broker comes to itself, and needs more rights than any service has.
                .withAdvertisedListeners(
                        EmbeddedKafkaBroker.endpoint("INSIDE", SecurityProtocol.PLAINTEXT, HOST, 0),
                        EmbeddedKafkaBroker.endpoint(listener(), SecurityProtocol.PLAINTEXT, HOST, 0))
                .withAdditionalProperties(settings -> settings.putAll(Map.of(
                        "listener.name." + principal.name() + ".principal.builder.class",
                        ByListener.class.getName(),
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:ANONYMOUS")));
    }

    /** Returns the listener of the principal. */
    String listener() {
        return principal.name().toUpperCase(Locale.ROOT);
    }

    /** Returns what the contract grants the principal. */
    Collection<AclBinding> acls() {
        return principal.grants().stream()
                .flatMap(grant -> grant.operations().stream()
                        .map(operation -> new AclBinding(
                                new ResourcePattern(grant.resource(), grant.name(), grant.pattern()),
                                new AccessControlEntry(
                                        "User:" + principal.name(), ANYWHERE, operation, AclPermissionType.ALLOW))))
                .toList();
    }
}
