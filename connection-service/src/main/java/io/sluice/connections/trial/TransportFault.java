package io.sluice.connections.trial;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What it means that a call brought no answer: the network, a proxy, or TLS. */
final class TransportFault {

    private static final String NETWORK = " Check firewall, proxy and DNS of the machine that runs connection-service.";

    private TransportFault() {}

    /** Returns what a failed call means. */
    static Meaning of(IOException failed, URI address) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            Meaning known = known(cause, address);
            if (known != null) {
                return known;
            }
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return refused(host(address), address);
            }
        }
        return Meaning.bad(
                null,
                "The connection to " + host(address) + " broke off without an answer.",
                "Check that the address speaks " + address.getScheme() + "." + NETWORK);
    }

    /** Returns what it means that the time for the whole test was over. */
    static Meaning tooSlow(URI address) {
        return Meaning.bad(
                null, host(address) + " did not answer in the time that a test has.", "Test again later." + NETWORK);
    }

    private static @Nullable Meaning known(Throwable cause, URI address) {
        String host = host(address);
        return switch (cause) {
            case UnresolvedAddressException _ -> unknownHost(host);
            case UnknownHostException _ -> unknownHost(host);
            case HttpConnectTimeoutException _ ->
                Meaning.bad(
                        null,
                        "No connection to " + host
                                + " comes about in time: a firewall drops it, or what is there does not" + " speak "
                                + (isTls(address) ? "TLS." : "HTTP."),
                        "Let connection-service reach " + host + " on port " + port(address) + "." + NETWORK);
            case HttpTimeoutException _ ->
                Meaning.bad(null, host + " took the call but did not answer in time.", Asked.LATER);
            case CertificateExpiredException _ ->
                Meaning.bad(
                        null,
                        "The TLS certificate of " + host + " has expired.",
                        "If a proxy opens TLS, renew its certificate; else set this machine's clock (NTP).");
            case CertificateNotYetValidException _ ->
                Meaning.bad(
                        null,
                        "The TLS certificate of " + host + " is not yet valid.",
                        "Set the clock of the machine that runs connection-service (NTP).");
            case CertPathBuilderException _ -> untrusted(host);
            case CertPathValidatorException path when path.getCause() == null -> untrusted(host);
            case SSLException tls
            when says(tls, "plaintext", "unsupported or unrecognized ssl message") ->
                Meaning.bad(
                        null,
                        host + " does not speak TLS on port " + port(address) + ".",
                        "Correct the address: http instead of https, or another port. Tokens should only travel by"
                                + " TLS.");
            case SSLException tls
            when says(tls, "no name matching", "no subject alternative", "alternative dns name") -> wrongName(host);
            case CertificateException name
            when says(name, "no name matching", "no subject alternative", "alternative dns name") -> wrongName(host);
            case SSLException tls
            when says(tls, "protocol_version", "no appropriate protocol", "handshake_failure") ->
                Meaning.bad(
                        null,
                        host + " and this service have no version of TLS in common; 1.2 is the oldest that is used.",
                        "If a proxy opens TLS, let it speak TLS 1.2 or newer.");
            case IOException proxy
            when says(proxy, "tunnel", "proxy authentication", "407") ->
                Meaning.bad(
                        null,
                        "A proxy between this service and " + host + " does not let the call through.",
                        "Let the proxy pass this service's calls to " + host + " without a sign-in.");
            case ProtocolException _ -> notHttp(host, address);
            case NoRouteToHostException _ -> refused(host, address);
            case EOFException _ ->
                Meaning.bad(
                        null,
                        host + " closed the connection without an answer.",
                        "Check that the address speaks " + address.getScheme() + "." + NETWORK);
            case SocketException reset
            when says(reset, "reset") ->
                Meaning.bad(
                        null,
                        "The connection to " + host + " was reset, as some firewalls do.",
                        "Let connection-service reach " + host + " on port " + port(address) + "." + NETWORK);
            case IOException io when says(io, "invalid status line", "invalid header") -> notHttp(host, address);
            default -> null;
        };
    }

    private static Meaning unknownHost(String host) {
        return Meaning.bad(
                null,
                "The name " + host + " is not known.",
                "Check the spelling of the address and the connection's cloud." + NETWORK);
    }

    private static Meaning refused(String host, URI address) {
        return Meaning.bad(
                null,
                "Nothing listens at " + host + " on port " + port(address) + ".",
                "Check the connection's base URL." + NETWORK);
    }

    private static Meaning untrusted(String host) {
        return Meaning.bad(
                null,
                "The TLS certificate of " + host + " is signed by nobody whom this service trusts.",
                "If a proxy opens TLS, put its root certificate into the trust store of connection-service"
                        + " (javax.net.ssl.trustStore), or let the proxy leave " + host + " alone.");
    }

    private static Meaning wrongName(String host) {
        return Meaning.bad(
                null,
                "The TLS certificate that answers for " + host + " is another host's.",
                "Check the connection's base URL; a proxy or a wrong DNS entry may answer instead of Microsoft.");
    }

    private static Meaning notHttp(String host, URI address) {
        return Meaning.bad(
                null,
                "What answers at " + host + " on port " + port(address) + " is no HTTP.",
                "Check scheme and port of the connection's base URL"
                        + ("http".equals(address.getScheme()) ? ": the port may want https." : "."));
    }

    private static boolean says(Throwable failure, String... words) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (message.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTls(URI address) {
        return "https".equals(address.getScheme());
    }

    private static String host(URI address) {
        return address.getHost() == null ? "the address" : address.getHost();
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "http".equals(address.getScheme()) ? 80 : 443;
    }
}
