package io.sluice.chart;

import io.sluice.contracts.topic.Topics;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** A real Kafka in this process that asks for logins over TLS and has ACLs, with Sluice's topics. */
final class GuardedKafka implements AutoCloseable {

    private final Path authority;
    private final int port = freePort();
    private final int administration = freePort();
    private final EmbeddedKafkaBroker broker;

    /**
     * Starts it.
     *
     * @param folder where its certificate is kept
     * @param users who may log in, each with the password {@link #password}
     */
    GuardedKafka(Path folder, Set<String> users) throws IOException, InterruptedException, ExecutionException {
        Path keys = folder.resolve("broker.p12");
        authority = folder.resolve("ca.crt");
        keytool(
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-keystore",
                keys);
        keytool("-exportcert", "-rfc", "-file", authority, "-keystore", keys);
        String logins = users.stream()
                .map(user -> "user_" + user + "=\"" + password(user) + "\"")
                .collect(Collectors.joining(" "));
        broker = new EmbeddedKafkaBroker()
                .withAdvertisedListeners(
                        EmbeddedKafkaBroker.endpoint("OUTSIDE", SecurityProtocol.SASL_SSL, "localhost", port),
                        EmbeddedKafkaBroker.endpoint("INSIDE", SecurityProtocol.PLAINTEXT, "localhost", administration))
                .withAdditionalProperties(settings -> settings.putAll(Map.of(
                        "sasl.enabled.mechanisms", "PLAIN",
                        "listener.name.outside.plain.sasl.jaas.config",
                                "org.apache.kafka.common.security.plain.PlainLoginModule required " + logins + ";",
                        // Each costs time at the start.
                        "offsets.topic.num.partitions", "1",
                        "transaction.state.log.num.partitions", "1",
                        "ssl.keystore.location", keys.toString(),
                        "ssl.keystore.password", "changeit",
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        // Who comes from inside, as the broker itself does.
                        "super.users", "User:ANONYMOUS")))
                .start();
        try (Admin admin = administrator()) {
            admin.createTopics(Topics.all().stream()
                            .map(topic -> new NewTopic(topic.name(), 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** Returns a user's password. */
    static String password(String user) {
        return "password-of-" + user;
    }

    /** Returns where those who log in find it. */
    String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Returns the file with the certificate that its own is signed by. */
    Path authority() {
        return authority;
    }

    /** Allows something. */
    void allow(Collection<AclBinding> acls) throws InterruptedException, ExecutionException {
        try (Admin admin = administrator()) {
            admin.createAcls(acls).all().get();
        }
    }

    @Override
    public void close() {
        broker.close();
    }

    private Admin administrator() {
        return Admin.create(Map.of("bootstrap.servers", "localhost:" + administration));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }

    private static void keytool(String what, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                what,
                "-storepass",
                "changeit",
                "-alias",
                "broker"));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        int failed = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start()
                .waitFor();
        if (failed != 0) {
            throw new IOException("keytool failed: " + command);
        }
    }
}
