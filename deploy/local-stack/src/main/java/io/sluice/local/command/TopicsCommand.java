package io.sluice.local.command;

import io.sluice.local.UserError;
import io.sluice.local.topic.ContractTopics;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates the contract's topics on a Kafka cluster, and compares those that are there with the contract. */
@Command(
        name = "topics",
        description = {
            "Creates the topics of the contract that are missing, and says which are otherwise than the contract says.",
            "Nothing that is there is changed: exit code 1 if something should be.",
            "KAFKA_BOOTSTRAP_SERVERS, KAFKA_SECURITY_PROTOCOL and so on name another Kafka than the local stack's, as"
                    + " for the services."
        },
        mixinStandardHelpOptions = true)
public final class TopicsCommand implements Callable<Integer> {

    @Option(names = "--check", description = "Create nothing.")
    private boolean check;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "How many brokers hold each record of the topics that are created; if not given, as many as"
                    + " the cluster's default says.")
    private @Nullable Short replicas;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Map<String, Object> settings = settings(System.getenv(), Here.ports().bootstrapServers());
        Object servers = settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        try (Admin admin = Admin.create(settings)) {
            ContractTopics topics = new ContractTopics(admin);
            if (!check) {
                topics.create(Optional.ofNullable(replicas)).forEach(name -> out.println(name + " created"));
            }
            List<String> differences = topics.differences();
            differences.forEach(out::println);
            if (differences.isEmpty()) {
                out.println("All topics at " + servers + " are as the contract says.");
            }
            return differences.isEmpty() ? 0 : 1;
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new UserError(
                    "Kafka at " + servers + " does not do what is needed: " + cause.getMessage()
                            + " Is it there, and may this principal describe and create topics?",
                    e);
        }
    }

    /** The settings of a Kafka client that variables such as KAFKA_SASL_MECHANISM name. */
    static Map<String, Object> settings(Map<String, String> environment, String otherwise) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, otherwise);
        for (String name : AdminClientConfig.configNames()) {
            String value =
                    environment.get("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'));
            if (value != null && !value.isBlank()) {
                settings.put(name, value);
            }
        }
        return settings;
    }
}
