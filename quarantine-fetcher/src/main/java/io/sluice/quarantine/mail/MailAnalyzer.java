package io.sluice.quarantine.mail;

import io.sluice.contracts.mail.AntispamReport;
import io.sluice.contracts.mail.Authentication;
import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.mail.MailUrl;
import io.sluice.contracts.mail.MessageHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Makes an analysis of a message's bytes, whatever they are: in one pass, in memory that depends on the limits and not
 * on the message, without rendering, following or running anything. Thread-safe.
 */
public final class MailAnalyzer {

    private final MailLimits limits;
    private final Clock clock;
    private final BiConsumer<String, String> textListener;

    /** An analyzer with limits of its own. */
    public MailAnalyzer(MailLimits limits) {
        this(limits, Clock.systemUTC(), (_, _) -> {});
    }

    MailAnalyzer(MailLimits limits, Clock clock, BiConsumer<String, String> textListener) {
        this.limits = limits;
        this.clock = clock;
        this.textListener = textListener;
    }

    /**
     * Reads a message to its end and says what it holds. What is malformed is said in the analysis' defects, what was
     * left out in its limits; no content makes this fail. The stream is not closed.
     *
     * @throws IOException if the stream fails
     */
    public MailAnalysis analyze(InputStream message) throws IOException {
        Findings findings = new Findings(limits);
        Source source = new Source(message, limits.messageBytes());
        UrlCollector collector = new UrlCollector(findings);
        MessageReader reader = new MessageReader(
                findings, new BodyText(findings, collector, textListener), new ArchiveLister(findings));
        Header header = new Header(null, findings);
        try {
            reader.read(source, header);
        } catch (IOException | RuntimeException | StackOverflowError malformed) {
            findings.defect(null, "notUnderstood");
        } catch (OutOfMemoryError exhausted) {
            findings.limit(null, "memory", Runtime.getRuntime().maxMemory());
        }
        if (source.drain()) {
            findings.limit(null, "messageBytes", limits.messageBytes());
        }
        // what others say of the message first: the sender can make his own headers as long as he likes
        findings.nextShare();
        ReceivedPath path = ReceivedPath.of(header, AntispamHeaders.connectingIp(header), findings);
        Authentication authentication = new AuthenticationHeaders(findings).read(header, path);
        findings.nextShare();
        List<AntispamReport> antispam = new AntispamHeaders(findings).read(header);
        findings.nextShare();
        MessageHeaders headers = new MessageHeader(findings).read(null, header);
        findings.nextShare();
        List<MailUrl> urls = collector.urls();
        return new MailAnalysis(
                EmailActivities.of(
                        source.count(),
                        headers,
                        authentication,
                        path,
                        antispam,
                        reader.parts(),
                        collector.standard(),
                        findings.cut(),
                        clock.instant()),
                source.count(),
                headers,
                authentication,
                path.hops(),
                antispam,
                urls,
                collector.leftOut(),
                reader.parts(),
                reader.messages(),
                findings.defects(),
                findings.limitsReached());
    }
}
