package io.sluice.connections.trial;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A server for tests, with or without TLS, that remembers what it was asked. */
final class Server implements AutoCloseable {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final String scheme;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What was asked. */
    record Request(String line, String authorization, String anchor, String body) {}

    private Server(HttpServer server, String scheme, HttpHandler handler) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(executor);
        server.createContext("/", exchange -> {
            try (exchange) {
                requests.add(request(exchange));
                handler.handle(exchange);
            }
        });
        server.start();
    }

    /** Starts a server without TLS. */
    static Server plain(HttpHandler handler) throws IOException {
        return new Server(HttpServer.create(anyPort(), 0), "http", handler);
    }

    /** Starts a server with TLS. */
    static Server tls(KeyStore keys, HttpHandler handler) throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new Server(server, "https", handler);
    }

    /** Answers JSON. */
    static void answer(HttpExchange exchange, int status, String json) throws IOException {
        answer(exchange, status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers anything. */
    static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    URI url() {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    List<Request> requests() {
        return new ArrayList<>(requests);
    }

    /**
     * A server's keys and who has signed its certificate.
     *
     * @param trusting a client's TLS that trusts the signer
     */
    record Keys(KeyStore store, SSLContext trusting) {}

    /** Makes a certificate of a host, signed by an authority that exists for this alone. */
    static Keys certificate(String host, Instant from, Instant until)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair authority = keys();
        KeyPair own = keys();
        X509Certificate root = sign("CN=Test authority", authority, "CN=Test authority", authority, null, from, until);
        X509Certificate leaf = sign("CN=Test authority", authority, "CN=" + host, own, host, from, until);
        KeyStore store = empty();
        store.setKeyEntry("server", own.getPrivate(), PASSWORD, new X509Certificate[] {leaf, root});
        KeyStore trusted = empty();
        trusted.setCertificateEntry("authority", root);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return new Keys(store, context);
    }

    private static X509Certificate sign(
            String issuer,
            KeyPair signer,
            String subject,
            KeyPair owner,
            @Nullable String host,
            Instant from,
            Instant until)
            throws OperatorCreationException, GeneralSecurityException, IOException {
        JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.valueOf(subject.hashCode() & 0x7fffffffL),
                Date.from(from),
                Date.from(until),
                new X500Name(subject),
                owner.getPublic());
        if (host == null) {
            certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        } else {
            certificate.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static Request request(HttpExchange exchange) throws IOException {
        return new Request(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                String.valueOf(exchange.getRequestHeaders().getFirst("X-AnchorMailbox")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }
}
