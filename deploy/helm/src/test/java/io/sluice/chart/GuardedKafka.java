package io.sluice.chart;

import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * A real Kafka in this process that asks for logins over TLS (passwords, with SCRAM or plain, and tokens) or for
 * certificates, and has ACLs, with Sluice's topics.
 */
final class GuardedKafka implements AutoCloseable {

    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String STORE_PASSWORD = "changeit";
    private static final String ALIAS = "own";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path authority;
    private final int port;
    private final int certificatesPort;
    private final int administration;
    private final TokenEndpoint tokens = new TokenEndpoint();
    private final Map<String, ClientCertificate> certificates = new HashMap<>();
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
        generate(keys, "localhost");
        keytool("-exportcert", "-rfc", "-file", authority, "-keystore", keys);
        Path known = folder.resolve("known.p12");
        for (String user : users) {
            certify(folder, user, known);
        }
        // All at once, for three different ones; and not long before they are used.
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket another = new ServerSocket(0);
                ServerSocket third = new ServerSocket(0)) {
            port = one.getLocalPort();
            certificatesPort = another.getLocalPort();
            administration = third.getLocalPort();
        }
        // Java asks no address for tokens or keys that is not named so.
        System.setProperty(ALLOWED_URLS, tokens.tokens() + "," + tokens.keys());
        String logins = users.stream()
                .map(user -> "user_" + user + "=\"" + password(user) + "\"")
                .collect(Collectors.joining(" "));
        broker = new EmbeddedKafkaBroker()
                .withAdvertisedListeners(
                        EmbeddedKafkaBroker.endpoint("OUTSIDE", SecurityProtocol.SASL_SSL, "localhost", port),
                        EmbeddedKafkaBroker.endpoint("CERTIFIED", SecurityProtocol.SSL, "localhost", certificatesPort),
                        EmbeddedKafkaBroker.endpoint("INSIDE", SecurityProtocol.PLAINTEXT, "localhost", administration))
                .withAdditionalProperties(settings -> settings.putAll(Map.ofEntries(
                        Map.entry("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER"),
                        Map.entry(
                                "listener.name.outside.plain.sasl.jaas.config",
                                "org.apache.kafka.common.security.plain.PlainLoginModule required " + logins + ";"),
                        Map.entry(
                                "listener.name.outside.scram-sha-512.sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                        Map.entry(
                                "listener.name.outside.oauthbearer.sasl.jaas.config",
                                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;"),
                        Map.entry(
                                "listener.name.outside.oauthbearer.sasl.server.callback.handler.class",
                                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler"),
                        Map.entry("sasl.oauthbearer.jwks.endpoint.url", tokens.keys()),
                        Map.entry("sasl.oauthbearer.expected.audience", TokenEndpoint.AUDIENCE),
                        // A certificate's user is what its name says after CN=.
                        Map.entry("listener.name.certified.ssl.client.auth", "required"),
                        Map.entry("listener.name.certified.ssl.truststore.location", known.toString()),
                        Map.entry("listener.name.certified.ssl.truststore.password", STORE_PASSWORD),
                        Map.entry("ssl.principal.mapping.rules", "RULE:^CN=(.*)$/$1/"),
                        // Each costs time at the start.
                        Map.entry("offsets.topic.num.partitions", "1"),
                        Map.entry("transaction.state.log.num.partitions", "1"),
                        Map.entry("ssl.keystore.location", keys.toString()),
                        Map.entry("ssl.keystore.password", STORE_PASSWORD),
                        Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                        // Who comes from inside, as the broker itself does.
                        Map.entry("super.users", "User:ANONYMOUS"))))
                .start();
        try (Admin admin = administrator()) {
            admin.createTopics(Topics.all().stream()
                            .map(topic -> new NewTopic(topic.name(), 1, (short) 1))
                            .toList())
                    .all()
                    .get();
            List<String> names = Topics.all().stream().map(Topic::name).toList();
            await(() -> admin.listTopics().names().get().containsAll(names));
            admin.alterUserScramCredentials(users.stream()
                            .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                                    user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password(user)))
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

    /** Returns where those who have certificates find it. */
    String bootstrapServersForCertificates() {
        return "localhost:" + certificatesPort;
    }

    /** Returns where users get tokens, with their passwords as secrets. */
    String tokenUrl() {
        return tokens.tokens();
    }

    /** Returns a user's certificate. */
    ClientCertificate certificate(String user) {
        return Objects.requireNonNull(certificates.get(user), user);
    }

    /** Returns the file with the certificate that its own is signed by. */
    Path authority() {
        return authority;
    }

    /** Allows something. */
    void allow(Collection<AclBinding> acls) throws InterruptedException, ExecutionException {
        try (Admin admin = administrator()) {
            admin.createAcls(acls).all().get();
            await(() -> admin.describeAcls(AclBindingFilter.ANY).values().get().containsAll(acls));
        }
    }

    private interface Question {
        boolean ask() throws InterruptedException, ExecutionException;
    }

    /** Waits until the broker knows what the controller has taken: until then it refuses what is allowed already. */
    private static void await(Question known) throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        while (!known.ask()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException("The broker has not heard of what the controller has taken");
            }
            Thread.sleep(LOOK);
        }
    }

    @Override
    public void close() {
        broker.close();
        tokens.close();
        System.clearProperty(ALLOWED_URLS);
    }

    /** Makes a certificate that this Kafka has never seen, whatever name is on it. */
    static ClientCertificate selfSigned(Path folder, String name) throws IOException, InterruptedException {
        Path own = folder.resolve("own.p12");
        generate(own, name);
        return ClientCertificate.of(own, ALIAS, STORE_PASSWORD);
    }

    private void certify(Path folder, String user, Path known) throws IOException, InterruptedException {
        Path own = folder.resolve(user + ".p12");
        Path certificate = folder.resolve(user + ".crt");
        generate(own, user);
        keytool("-exportcert", "-rfc", "-file", certificate, "-keystore", own);
        certificates.put(user, ClientCertificate.of(own, ALIAS, STORE_PASSWORD));
        run(user, List.of("-importcert", "-noprompt", "-file", certificate, "-keystore", known));
    }

    private static void generate(Path keyStore, String name) throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:localhost",
                "-keystore",
                keyStore);
    }

    private Admin administrator() {
        return Admin.create(Map.of("bootstrap.servers", "localhost:" + administration));
    }

    private static void keytool(String what, Object... arguments) throws IOException, InterruptedException {
        List<Object> all = new ArrayList<>(List.of(what));
        all.addAll(Arrays.asList(arguments));
        run(ALIAS, all);
    }

    private static void run(String alias, List<Object> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                arguments.getFirst().toString(),
                "-storepass",
                STORE_PASSWORD,
                "-alias",
                alias));
        arguments.stream().skip(1).map(Object::toString).forEach(command::add);
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
