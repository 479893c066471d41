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

/** Lets one principal in by its password, to do what the contract grants it; who comes without a login may do all. */
record Guard(Principal principal) {

    static final String LISTENER = "GUARDED";

    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final String PASSWORD = "a-password-of-the-tests";
    private static final String HOST = "localhost";
    private static final String ANYWHERE = "*";

    /** Returns a broker that has ACLs, on free ports. */
    EmbeddedKafkaBroker broker() {
        return new EmbeddedKafkaBroker()
                .withAdvertisedListeners(
                        EmbeddedKafkaBroker.endpoint(LISTENER, SecurityProtocol.SASL_PLAINTEXT, HOST, 0),
                        EmbeddedKafkaBroker.endpoint("INSIDE", SecurityProtocol.PLAINTEXT, HOST, 0))
                .withAdditionalProperties(settings -> settings.putAll(Map.of(
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "listener.name." + LISTENER.toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config",
                        MODULE + " user_" + principal.name() + "=\"" + PASSWORD + "\";",
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:ANONYMOUS")));
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

    /** Returns how the principal logs in, as settings of Kafka's clients. */
    Map<String, String> login() {
        return Map.of(
                "security.protocol",
                SecurityProtocol.SASL_PLAINTEXT.name,
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                MODULE + " username=\"" + principal.name() + "\" password=\"" + PASSWORD + "\";");
    }
}
