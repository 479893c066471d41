package io.sluice.quarantine.answer;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.quarantine.Evidence;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.quarantine.evidence.EvidenceDraft;
import io.sluice.quarantine.evidence.EvidenceException;
import io.sluice.quarantine.evidence.EvidenceStore;
import io.sluice.quarantine.exchange.ExchangeQuarantine;
import io.sluice.quarantine.mail.MailAnalyzer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Exports a message: its bytes go from Exchange into the evidence store, and from there through the analysis. */
public final class MessageExport {

    private static final Logger LOG = Logger.getLogger(MessageExport.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ExchangeQuarantine exchange;
    private final EvidenceStore store;
    private final MailAnalyzer analyzer;
    private final Semaphore parsers;
    private final InstantSource clock;
    private final Duration patience;

    /**
     * Makes an export.
     *
     * @param parsers how many messages are analysed at once
     * @param patience for how long a store that does not answer is tried again
     */
    public MessageExport(
            ExchangeQuarantine exchange,
            EvidenceStore store,
            MailAnalyzer analyzer,
            int parsers,
            InstantSource clock,
            Duration patience) {
        this.exchange = exchange;
        this.store = store;
        this.analyzer = analyzer;
        this.parsers = new Semaphore(parsers, true);
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Exports, keeps and analyses a message.
     *
     * @throws MicrosoftException if Exchange does not give it; {@code NotFound}: it is gone
     * @throws EvidenceException if it cannot be kept
     * @throws InterruptedException if the thread is to stop
     */
    QuarantinedMessage run(Connection connection, MessageFacts message, Instant deadline)
            throws MicrosoftException, EvidenceException, InterruptedException {
        Instant patient = null;
        while (true) {
            try {
                Evidence evidence = keep(connection, message, deadline);
                return message.exported(evidence, analyse(connection, evidence));
            } catch (EvidenceException notKept) {
                Instant now = clock.instant();
                patient = patient == null ? earlier(deadline, now.plus(patience)) : patient;
                if (!notKept.isTransient() || now.plus(PAUSE).isAfter(patient)) {
                    throw notKept;
                }
                LOG.warnf("A message of '%s' is fetched again: %s", connection.name(), notKept.getMessage());
                Thread.sleep(PAUSE);
            }
        }
    }

    private Evidence keep(Connection connection, MessageFacts message, Instant deadline)
            throws MicrosoftException, EvidenceException, InterruptedException {
        try (EvidenceDraft draft = store.begin(connection.tenantId())) {
            exchange.export(connection, message.identity(), deadline, draft::restart);
            return draft.keep();
        } catch (EvidenceException notKept) {
            throw notKept;
        } catch (IOException impossible) {
            throw new IllegalStateException("A draft fails with an EvidenceException", impossible);
        }
    }

    /** What is analysed is what is kept, so that nobody can find in one what is not in the other. */
    private MailAnalysis analyse(Connection connection, Evidence evidence)
            throws EvidenceException, InterruptedException {
        parsers.acquire();
        try (InputStream bytes = store.open(connection.tenantId(), evidence.sha256())) {
            return analyzer.analyze(bytes);
        } catch (EvidenceException unreadable) {
            throw unreadable;
        } catch (IOException impossible) {
            throw new IllegalStateException("Evidence fails with an EvidenceException", impossible);
        } finally {
            parsers.release();
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
