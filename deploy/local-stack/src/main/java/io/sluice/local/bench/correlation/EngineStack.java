package io.sluice.local.bench.correlation;

import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.UserError;
import io.sluice.local.correlation.HowFarRead;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.process.Mark;
import io.sluice.local.stack.Progress;
import io.sluice.local.stack.Running;
import io.sluice.local.stack.Supervisor;
import io.sluice.local.state.StackFile;
import io.sluice.local.state.StackState.RunningPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/** A Kafka and an enrichment-service, both empty, with nothing around them: what arrives is up to the benchmark. */
final class EngineStack implements AutoCloseable {

    static final String SERVICE = "enrichment-service";

    private static final Duration LOOK = Duration.ofMillis(100);

    /** How long nothing may have changed before it counts as all: many times the interval of commits. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** What the engine reads here. Kafka holds no offset for a partition of which nothing was read yet. */
    private static final List<Topic> READ = List.of(Topics.ALERTS, Topics.INCIDENTS);

    private static final List<Topic> WRITTEN = List.of(Topics.INVESTIGATIONS, Topics.INVESTIGATION_CHANGES);

    private final Home home;
    private final Supervisor supervisor;
    private final Running running;
    private final Admin admin;

    /** Starts both. */
    EngineStack(Home home, Ports ports, Map<String, String> settings, Progress progress, InstantSource clock)
            throws InterruptedException {
        this.home = home;
        Map<String, String> all = new HashMap<>(settings);
        // There is no identity provider here to be asked where it gives tokens; nothing needs any.
        all.put("QUARKUS_OIDC_CLIENT_DISCOVERY_ENABLED", "false");
        all.put("QUARKUS_OIDC_CLIENT_TOKEN_PATH", "/token");
        supervisor = new Supervisor(home, ports, Set.of("kafka", SERVICE), all, progress, clock);
        running = new Running(supervisor);
        try {
            supervisor.startParts();
        } catch (InterruptedException | RuntimeException e) {
            running.close();
            throw e;
        }
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                ports.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                "60000"));
    }

    /** Returns the process of a part. */
    Mark process(String part) {
        return new StackFile(home)
                .read()
                .flatMap(state -> state.part(part))
                .map(RunningPart::mark)
                .orElseThrow();
    }

    /**
     * Waits until the service has done with everything that was written, and writes nothing any more.
     *
     * @return when it had: the last time at which something changed, as {@link System#nanoTime()}
     */
    long awaitQuiet() throws InterruptedException {
        long begun = System.nanoTime();
        long changed = begun;
        long written = -1;
        while (true) {
            long now = System.nanoTime();
            long writtenNow =
                    ends(WRITTEN).values().stream().mapToLong(Long::longValue).sum();
            if (writtenNow != written || !isDone()) {
                written = writtenNow;
                changed = now;
            }
            if (now - changed > QUIET.toNanos()) {
                return changed;
            }
            if (!process(SERVICE).isAlive()) {
                throw new UserError(SERVICE + " ended during the benchmark; ./sluice logs " + SERVICE + " says why.");
            }
            if (now - begun > PATIENCE.toNanos()) {
                throw new UserError(SERVICE + " was not done within " + PATIENCE.toMinutes()
                        + " minutes; ./sluice logs " + SERVICE + " may say why.");
            }
            Thread.sleep(LOOK);
        }
    }

    private boolean isDone() throws InterruptedException {
        Map<TopicPartition, Long> committed = HowFarRead.of(admin);
        return ends(READ).entrySet().stream()
                .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /**
     * Makes the service forget everything, as an application reset does, and start again: its state on the disk, its
     * changelogs and how far it has read are deleted.
     */
    void startOver() throws InterruptedException {
        supervisor.restart(SERVICE, () -> {
            try {
                forget();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void forget() throws InterruptedException {
        delete(home.data().resolve(SERVICE));
        // A member that has left without a word is missed only after a while.
        long begun = System.nanoTime();
        while (true) {
            try {
                admin.deleteConsumerGroups(List.of(HowFarRead.GROUP)).all().get();
                break;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof GroupNotEmptyException)
                        || System.nanoTime() - begun > Duration.ofMinutes(1).toNanos()) {
                    throw new UserError("The group " + HowFarRead.GROUP + " cannot be deleted: " + e.getCause(), e);
                }
                Thread.sleep(LOOK);
            }
        }
        try {
            admin.deleteTopics(admin.listTopics().names().get().stream()
                            .filter(name -> name.startsWith(HowFarRead.GROUP + "-"))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new UserError("The changelogs of " + SERVICE + " cannot be deleted: " + e.getCause(), e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            throw new UserError(SERVICE + " keeps its state elsewhere than in " + folder + ".");
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<TopicPartition, Long> ends(List<Topic> topics) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = topics.stream()
                .flatMap(topic -> Stream.iterate(0, partition -> partition + 1)
                        .limit(topic.partitions())
                        .map(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        try {
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(wanted).all().get();
            return ends.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, each -> each.getValue().offset()));
        } catch (ExecutionException e) {
            throw new UserError("Kafka does not say how much there is: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
        running.close();
    }
}
