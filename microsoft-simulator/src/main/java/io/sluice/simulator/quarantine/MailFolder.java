package io.sluice.simulator.quarantine;

import io.sluice.simulator.mail.Head;
import io.sluice.simulator.mail.MailBytes;
import io.sluice.simulator.mail.MessageIds;
import io.sluice.simulator.quarantine.Quarantined.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** Messages in folders: every {@code *.eml} file, also in folders below, byte for byte. */
final class MailFolder {

    /** Between the times at which two files are said to have come. */
    private static final long APART_SECONDS = 30;

    private MailFolder() {}

    /**
     * The messages in these folders, the first file the newest.
     *
     * @param start when the first of them is said to have come
     */
    static List<Quarantined> read(List<Path> folders, String domain, Instant start) {
        List<Quarantined> messages = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(MailFolder::isMail).sorted().toList()) {
                    Instant received = start.minusSeconds(60 + APART_SECONDS * messages.size());
                    messages.add(message(folder, file, domain, received));
                }
            } catch (IOException | UncheckedIOException e) {
                throw new IllegalArgumentException("The mail in " + folder + " cannot be read: " + e.getMessage(), e);
            }
        }
        return List.copyOf(messages);
    }

    private static boolean isMail(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".eml") && Files.isRegularFile(file);
    }

    private static Quarantined message(Path folder, Path file, String domain, Instant received) throws IOException {
        MailBytes bytes = new MailBytes.InFile(file, Files.size(file));
        String id = UUID.nameUUIDFromBytes(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 24)
                + MessageIds.tail(received);
        return foreign(Origin.FOLDER, id, bytes, domain, received, Cause.PHISH, BodyEncoding.BASE64, List.of(), "", "");
    }

    /** A message of which nothing is known but its bytes; what is not said is taken from its headers. */
    static Quarantined foreign(
            Origin origin,
            String networkMessageId,
            MailBytes bytes,
            String domain,
            Instant received,
            Cause cause,
            BodyEncoding encoding,
            List<String> recipients,
            String sender,
            String subject)
            throws IOException {
        Head head = Head.of(bytes);
        List<String> to = recipients.isEmpty() ? head.addresses("To") : recipients;
        List<String> from = head.addresses("From");
        return new Quarantined(
                origin,
                null,
                networkMessageId,
                head.first("Message-ID"),
                sender.isEmpty() ? from.isEmpty() ? "" : from.getFirst() : sender,
                to.isEmpty() ? List.of("somebody@" + domain) : to,
                subject.isEmpty() ? head.first("Subject") : subject,
                received,
                cause,
                true,
                false,
                false,
                ReleaseStatus.NOT_RELEASED,
                encoding,
                bytes);
    }
}
