package io.sluice.local.command;

import io.sluice.contracts.access.Agents;
import io.sluice.contracts.access.Principal;
import io.sluice.contracts.access.Principals;
import io.sluice.local.UserError;
import io.sluice.local.access.AclCommands;
import io.sluice.local.topic.ContractTopics;
import io.sluice.local.topic.KafkaAddress;
import io.sluice.local.topic.TopicDifference;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates the contract's topics on a Kafka cluster, compares those that are there, and says who needs which rights. */
@Command(
        name = "topics",
        description = {
            "Creates the topics of the contract that are missing, and says which are otherwise than the contract says.",
            "Nothing that is there is changed without --mend: exit code 1 if something should be.",
            "KAFKA_BOOTSTRAP_SERVERS, KAFKA_SECURITY_PROTOCOL and so on name another Kafka than the local stack's, as"
                    + " for the services."
        },
        mixinStandardHelpOptions = true)
public final class TopicsCommand implements Callable<Integer> {

    private static final String AGENT = "agent-";

    @Option(names = "--check", description = "Create nothing and change nothing.")
    private boolean check;

    @Option(
            names = "--mend",
            description = "Give topics that are there the settings of the contract, unless Kafka would then remove"
                    + " records. Numbers of partitions and of replicas stay as they are.")
    private boolean mend;

    @Option(names = "--delete-records", description = "With --mend: also where Kafka then removes records.")
    private boolean deleteRecords;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "How many brokers hold each record of the topics that are created; if not given, as many as"
                    + " the cluster's default says. Topics that are there and have fewer are told of.")
    private @Nullable Short replicas;

    @Option(
            names = "--acls",
            description = "Ask no Kafka, but print the commands of kafka-acls.sh that allow each service, and each role"
                    + " of consumers and analysts, what it needs.")
    private boolean acls;

    @Option(
            names = "--principal",
            paramLabel = "NAME=USER",
            description =
                    "With --acls: only this service or role, or agent-NAME for an agent, as that user; can be given"
                            + " several times. A user is"
                            + " what Kafka calls it, such as CN=incident-poller,O=Example for a certificate.")
    private List<String> principals = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (deleteRecords && !mend) {
            throw new UserError("--delete-records is only for --mend.");
        }
        if (check && mend) {
            throw new UserError("--check changes nothing and --mend does: give one of them.");
        }
        if (!principals.isEmpty() && !acls) {
            throw new UserError("--principal is only for --acls.");
        }
        KafkaAddress kafka = KafkaAddress.of(System.getenv(), Here.ports().bootstrapServers());
        String servers = kafka.servers();
        if (acls) {
            printAcls(out, servers, kafka.settings().containsKey(AdminClientConfig.SECURITY_PROTOCOL_CONFIG));
            return 0;
        }
        try (Admin admin = Admin.create(kafka.settings())) {
            return compare(out, new ContractTopics(admin), servers);
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new UserError(
                    "Kafka at " + servers + " does not do what is needed: " + cause.getMessage()
                            + " Is it there, and may this principal describe and create topics?",
                    e);
        }
    }

    private int compare(PrintWriter out, ContractTopics topics, String servers)
            throws InterruptedException, ExecutionException {
        if (!check) {
            topics.create(Optional.ofNullable(replicas)).forEach(name -> out.println(name + " created"));
        }
        int left = 0;
        for (TopicDifference difference : topics.differences(Optional.ofNullable(replicas))) {
            if (difference instanceof TopicDifference.Setting setting && isMended(setting)) {
                topics.mend(setting);
                out.println(setting.topic().name() + " now has " + setting.name() + "=" + setting.wanted() + ", not "
                        + setting.actual());
            } else {
                left++;
                out.println(difference.sentence() + consequence(topics, difference));
            }
        }
        if (left == 0) {
            out.println("All topics at " + servers + " are as the contract says.");
        }
        return left == 0 ? 0 : 1;
    }

    private boolean isMended(TopicDifference.Setting setting) {
        return mend && (deleteRecords || !setting.removes());
    }

    /** What would come of making a setting what the contract says, where that is not nothing. */
    private static String consequence(ContractTopics topics, TopicDifference difference)
            throws InterruptedException, ExecutionException {
        if (!(difference instanceof TopicDifference.Setting setting) || !setting.removes()) {
            return "";
        }
        String what = switch (setting.name()) {
            case "retention.ms" -> {
                long old = topics.tooOld(setting.topic(), InstantSource.system().instant());
                yield "would delete what is older than "
                        + setting.topic().retention().toDays() + " days: "
                        + (old == 0 ? "nothing now" : "up to " + old + " records now");
            }
            case "cleanup.policy" -> "would let Kafka remove records that it keeps now";
            default -> "would let Kafka remove older versions of a key earlier";
        };
        return "; --mend " + what + ", and does so with --delete-records only";
    }

    private void printAcls(PrintWriter out, String servers, boolean isGuarded) {
        AclCommands commands = new AclCommands("kafka-acls.sh --bootstrap-server " + servers
                + (isGuarded ? " --command-config admin.properties" : ""));
        for (Map.Entry<Principal, String> one : chosen()) {
            out.println("# " + one.getKey().name() + ": " + one.getKey().description());
            commands.allow(one.getKey(), one.getValue()).forEach(out::println);
        }
    }

    /** The principals that are asked for, each with its user; all, if none is. */
    private List<Map.Entry<Principal, String>> chosen() {
        if (principals.isEmpty()) {
            return Principals.all().stream()
                    .map(principal -> Map.entry(principal, principal.name()))
                    .toList();
        }
        List<Map.Entry<Principal, String>> chosen = new ArrayList<>();
        for (String wanted : principals) {
            // A certificate's name has further equals signs.
            int end = wanted.indexOf('=');
            String name = end < 0 ? wanted : wanted.substring(0, end);
            Principal principal = Principals.all().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .or(() -> agent(name))
                    .orElseThrow(() -> new UserError("There is no service or role '" + name + "'; there are "
                            + Principals.all().stream().map(Principal::name).collect(Collectors.joining(", "))
                            + ", and agent-NAME for each agent: its name is " + Agents.FORM + "."));
            chosen.add(Map.entry(principal, end < 0 ? name : wanted.substring(end + 1)));
        }
        return chosen;
    }

    private static Optional<Principal> agent(String name) {
        return Optional.of(name)
                .filter(it -> it.startsWith(AGENT))
                .map(it -> it.substring(AGENT.length()))
                .filter(Agents::isName)
                .map(Agents::principal);
    }
}
