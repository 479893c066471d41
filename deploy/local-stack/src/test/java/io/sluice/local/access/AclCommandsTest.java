package io.sluice.local.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.access.Principal;
import io.sluice.contracts.access.Principals;
import io.sluice.local.CommandTest;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.tools.AclCommand;
import org.junit.jupiter.api.Test;

/** The printed commands are run, by a shell and by Kafka's own tool, on a Kafka that knows ACLs. */
class AclCommandsTest extends CommandTest {

    private static final AclBinding LAST = new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, "the last", PatternType.LITERAL),
            new AccessControlEntry("User:nobody", "*", AclOperation.READ, AclPermissionType.ALLOW));

    @Test
    void theCommandsAllowEachServiceAndRoleWhatItNeedsAndNothingElse()
            throws IOException, InterruptedException, ExecutionException {
        assertThat(sluice("topics", "--acls")).isZero();

        Set<AclBinding> wanted = Principals.all().stream()
                .flatMap(principal -> bindings(principal, principal.name()))
                .collect(Collectors.toSet());
        assertThat(allowedBy(out.toString())).isEqualTo(wanted);
    }

    @Test
    void aPrincipalCanHaveTheNameThatItsCertificateSays() throws IOException, InterruptedException, ExecutionException {
        String user = "CN=reader,O=O'Neill's Mill";

        assertThat(sluice("topics", "--acls", "--principal", "alert-consumer=" + user))
                .isZero();

        Principal consumer = Principals.all().stream()
                .filter(one -> one.name().equals("alert-consumer"))
                .findFirst()
                .orElseThrow();
        assertThat(allowedBy(out.toString())).isEqualTo(bindings(consumer, user).collect(Collectors.toSet()));
    }

    @Test
    void whoIsNoPrincipalIsSaidWithThoseThatAre() {
        assertThat(sluice("topics", "--acls", "--principal", "poller")).isEqualTo(1);

        assertThat(err.toString()).contains("no service or role 'poller'").contains("incident-poller, ");
    }

    private Set<AclBinding> allowedBy(String commands) throws IOException, InterruptedException, ExecutionException {
        try (EmbeddedKafkaBroker kafka = new EmbeddedKafkaBroker()
                .withAdditionalProperties(settings -> settings.putAll(Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:ANONYMOUS")))
                .start()) {
            for (List<String> arguments : arguments(commands)) {
                int servers = arguments.indexOf("--bootstrap-server") + 1;
                arguments.set(servers, kafka.getAdvertisedListeners());
                AclCommand.main(arguments.toArray(String[]::new));
            }
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.getAdvertisedListeners()))) {
                // The broker hears of rights in their order: when it knows this one, it knows all.
                admin.createAcls(List.of(LAST)).all().get();
                Set<AclBinding> allowed = new HashSet<>(await().atMost(Duration.ofMinutes(1))
                        .until(
                                () -> admin.describeAcls(AclBindingFilter.ANY)
                                        .values()
                                        .get(),
                                all -> all.contains(LAST)));
                allowed.remove(LAST);
                return allowed;
            }
        }
    }

    /** What a shell gives the tool when it runs the commands: each list is one call. */
    private List<List<String>> arguments(String commands) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process bash = new ProcessBuilder(
                        "bash", "-euc", "kafka-acls.sh() { printf '%s\\n' \"$@\" call-ends; }\n" + commands)
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(bash.waitFor()).isZero();
        List<List<String>> calls = new ArrayList<>();
        List<String> call = new ArrayList<>();
        for (String argument : Files.readAllLines(said, StandardCharsets.UTF_8)) {
            if (argument.equals("call-ends")) {
                calls.add(call);
                call = new ArrayList<>();
            } else {
                call.add(argument);
            }
        }
        return calls;
    }

    private static Stream<AclBinding> bindings(Principal principal, String user) {
        return principal.grants().stream()
                .flatMap(grant -> grant.operations().stream()
                        .map(operation -> new AclBinding(
                                new ResourcePattern(grant.resource(), grant.name(), grant.pattern()),
                                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW))));
    }
}
