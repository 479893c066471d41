package io.sluice.local.stack;

import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.process.Mark;
import io.sluice.local.process.Spawner;
import io.sluice.local.topic.ContractTopics;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A real Kafka broker, alone, its own controller, small enough for a laptop. */
final class KafkaBroker implements Part {

    private final Home home;
    private final Ports ports;

    KafkaBroker(Home home, Ports ports) {
        this.home = home;
        this.ports = ports;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public int port() {
        return ports.kafka();
    }

    @Override
    public Mark start() throws IOException {
        Path data = home.data().resolve("kafka");
        Files.createDirectories(data);
        Path properties = home.data().resolve("kafka.properties");
        Files.writeString(properties, properties(data));
        List<String> command = JavaCommand.of(
                home,
                384,
                // Kafka asks JMX for nothing here, and its log is for people.
                "-Djava.util.logging.config.file=" + loggingConfiguration(),
                "-cp",
                home.ownJar().toString(),
                BrokerMain.class.getName(),
                properties.toString(),
                data.toString());
        return Spawner.spawn(command, Map.of(), home.log(name()));
    }

    @Override
    public boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(Ports.socket(ports.kafka()), 200);
        } catch (IOException notYet) {
            return false;
        }
        try (Admin admin = admin()) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean isReplaceable() {
        return true;
    }

    /** Creates the topics of the contract, with the settings that the contract says. */
    void createTopics() throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            new ContractTopics(admin).create(Optional.of((short) 1));
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, ports.bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "30000"));
    }

    private Path loggingConfiguration() throws IOException {
        Path file = home.data().resolve("kafka-logging.properties");
        Files.writeString(file, """
                handlers = java.util.logging.ConsoleHandler
                .level = INFO
                java.util.logging.ConsoleHandler.level = INFO
                java.util.logging.ConsoleHandler.formatter = java.util.logging.SimpleFormatter
                java.util.logging.SimpleFormatter.format = %1$tFT%1$tT.%1$tL%1$tz %4$s %3$s %5$s%6$s%n
                """);
        return file;
    }

    private String properties(Path data) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@%1$s:%3$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d
                advertised.listeners=PLAINTEXT://%1$s:%2$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%4$s
                auto.create.topics.enable=false
                # One broker holds every replica there is.
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                # Few partitions: each costs memory, files and time at the start.
                offsets.topic.num.partitions=4
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.num.partitions=1
                # Consumers join at once instead of waiting for others that are not coming.
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=8388608
                # A broker that was killed may come back soon.
                broker.heartbeat.interval.ms=500
                broker.session.timeout.ms=2000
                num.network.threads=2
                num.io.threads=4
                """.formatted(Ports.HOST, ports.kafka(), ports.kafkaController(), data);
    }
}
