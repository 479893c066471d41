package io.sluice.quarantine.exchange;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Endpoint;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.http.BodyReader;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.http.TimedInputStream;
import io.sluice.microsoft.token.AccessToken;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.quarantine.exchange.TenantTurns.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a cmdlet in a tenant's Exchange Online: {@code POST /adminapi/beta/{tenant}/InvokeCommand}, the interface of
 * Microsoft's PowerShell module. It is not documented; this is the only place that knows its envelope.
 */
final class InvokeCommand {

    private static final Logger LOG = Logger.getLogger(InvokeCommand.class);

    /** The mailbox by which Exchange routes calls of applications. */
    private static final String ANCHOR = "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@";

    private final MicrosoftHttp http;
    private final AccessTokens tokens;
    private final TenantTurns turns;
    private final Retries retries;
    private final InstantSource clock;

    InvokeCommand(MicrosoftHttp http, AccessTokens tokens, TenantTurns turns, Retries retries, InstantSource clock) {
        this.http = http;
        this.tokens = tokens;
        this.turns = turns;
        this.retries = retries;
        this.clock = clock;
    }

    /**
     * Runs a cmdlet that only reads, again where that helps, and reads its answer.
     *
     * @param parameters texts, numbers, booleans and lists, by the names that PowerShell gives them
     * @param reader is called for each try that has an answer
     * @throws MicrosoftException if there is no answer, or no good one, by the deadline
     * @throws InterruptedException if the thread is to stop
     */
    <T> T run(
            Connection connection,
            Cmdlet cmdlet,
            Map<String, Object> parameters,
            Instant deadline,
            BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        // The names of the envelope are case-sensitive, and Parameters may be empty but neither absent nor null.
        byte[] body = Json.write(
                Map.of("CmdletInput", Map.of("CmdletName", cmdlet.word(), "Parameters", Map.copyOf(parameters))));
        Endpoint exchange = endpoint(connection);
        var _ = retries.runPatiently(deadline, () -> tokens.get(connection.id(), exchange.resource()));
        Call<T> call = new Call<>(connection, exchange, cmdlet, body, deadline, reader);
        return retries.run(deadline, call::make);
    }

    private static Endpoint endpoint(Connection connection) throws MicrosoftException {
        try {
            return Cloud.endpoint(connection, Surface.EXCHANGE);
        } catch (IllegalArgumentException wrongSettings) {
            throw new MicrosoftException(
                    new InvalidRequest(String.valueOf(wrongSettings.getMessage()), null), wrongSettings);
        }
    }

    /** One call and its repetitions. */
    private final class Call<T> {

        private final Connection connection;
        private final Endpoint exchange;
        private final Cmdlet cmdlet;
        private final byte[] body;
        private final Instant deadline;
        private final BodyReader<T> reader;
        private @Nullable AccessToken replacement;

        Call(
                Connection connection,
                Endpoint exchange,
                Cmdlet cmdlet,
                byte[] body,
                Instant deadline,
                BodyReader<T> reader) {
            this.connection = connection;
            this.exchange = exchange;
            this.cmdlet = cmdlet;
            this.body = body;
            this.deadline = deadline;
            this.reader = reader;
        }

        T make() throws MicrosoftException, InterruptedException {
            AccessToken token = tokens.get(connection.id(), exchange.resource());
            try {
                return post(token);
            } catch (MicrosoftException refused) {
                boolean byToken =
                        refused.failure() instanceof Unauthenticated || refused.failure() instanceof Forbidden;
                if (!byToken || replacement != null) {
                    throw refused;
                }
                // A token keeps the permissions and directory roles it was issued with; a fresh one has those of now.
                replacement = tokens.replace(connection.id(), exchange.resource(), token);
                return post(replacement);
            }
        }

        private T post(AccessToken token) throws MicrosoftException, InterruptedException {
            URI uri = exchange.resolve("/adminapi/beta/" + connection.tenantId() + "/InvokeCommand");
            String requestId = UUID.randomUUID().toString();
            Map<String, String> headers = Map.of(
                    "X-AnchorMailbox",
                    ANCHOR + anchorDomain(),
                    "X-CmdletName",
                    cmdlet.word(),
                    "X-ResponseFormat",
                    "json",
                    "client-request-id",
                    requestId);
            try (Turn turn = turns.take(connection.tenantId(), deadline)) {
                LOG.debugf(
                        "%s for '%s' (tenant %s), client-request-id %s",
                        cmdlet.word(), connection.name(), connection.tenantId(), requestId);
                try {
                    return http.post(
                            uri,
                            token.value(),
                            headers,
                            body,
                            new CmdletRefusals(cmdlet),
                            answer -> read(new TimedInputStream(answer, deadline, clock)));
                } catch (MicrosoftException failed) {
                    if (failed.failure() instanceof Throttled throttled) {
                        turn.throttled(throttled.retryAfter());
                    }
                    LOG.infof(
                            "%s for '%s' (tenant %s) failed: %s client-request-id %s, request-id %s",
                            cmdlet.word(),
                            connection.name(),
                            connection.tenantId(),
                            failed.getMessage(),
                            requestId,
                            failed.evidence().correlationId());
                    throw failed;
                }
            }
        }

        private T read(InputStream answer) throws IOException, MicrosoftException, InterruptedException {
            try {
                return reader.read(answer);
            } catch (UnfitAnswerException unfit) {
                throw new MicrosoftException(
                        new MalformedAnswer("The answer of Exchange Online is of no use (" + cmdlet.word() + "): "
                                + unfit.getMessage() + "."),
                        unfit);
            }
        }

        private String anchorDomain() {
            String domain = connection.tenantDomain();
            return domain == null ? connection.tenantId() : domain;
        }
    }
}
