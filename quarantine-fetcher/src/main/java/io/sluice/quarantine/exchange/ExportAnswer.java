package io.sluice.quarantine.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.microsoft.failure.MicrosoftException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer of {@code Export-QuarantineMessage} and writes its message where it belongs. Should Exchange send
 * several, the one that was asked for is taken.
 */
final class ExportAnswer {

    private final String identity;
    private final @Nullable EmlForm form;
    private final Destination destination;
    private final long maxBytes;

    private @Nullable EmlDecoder decoder;
    private @Nullable ExportedMessage found;
    private boolean foundByIdentity;
    private int messages;

    private ExportAnswer(String identity, @Nullable EmlForm form, Destination destination, long maxBytes) {
        this.identity = identity;
        this.form = form;
        this.destination = destination;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads an answer to its end.
     *
     * @param form what is known of the text's form
     * @return nothing if there is no such message, or not any more
     * @throws UnfitAnswerException if it has another message, or one without its text
     * @throws IOException if it is no answer, or breaks off
     * @throws MicrosoftException if it is an error document in spite of its status
     * @throws ExportStopped if it must be read again in another form, is too large, or the destination fails
     */
    static Optional<ExportedMessage> read(
            InputStream body,
            String identity,
            @Nullable EmlForm form,
            Destination destination,
            long maxBytes,
            InstantSource clock)
            throws IOException, MicrosoftException {
        ExportAnswer answer = new ExportAnswer(identity, form, destination, maxBytes);
        try (EmlCutter cut = new EmlCutter(body, answer::nextDecoder)) {
            CmdletAnswer.read(cut, Cmdlet.EXPORT, clock, answer::row);
        }
        return answer.result();
    }

    private EmlDecoder nextDecoder() {
        EmlDecoder next = foundByIdentity
                ? new EmlDecoder(EmlForm.UTF_8, OutputStream::nullOutputStream, Long.MAX_VALUE)
                : new EmlDecoder(form, destination, maxBytes);
        decoder = next;
        return next;
    }

    private void row(JsonNode row) throws IOException {
        EmlDecoder text = decoder;
        decoder = null;
        if (foundByIdentity) {
            return;
        }
        messages++;
        EmlForm taken = text == null ? null : text.form();
        if (text == null || taken == null || !row.path("Eml").isTextual()) {
            throw new UnfitAnswerException("it has a row without a message");
        }
        @Nullable Boolean isAskedFor = isAskedFor(row);
        if (Boolean.FALSE.equals(isAskedFor)) {
            return;
        }
        String bodyEncoding = row.path("BodyEncoding").asText("").strip();
        see(text, taken, bodyEncoding);
        found = new ExportedMessage(identity, bodyEncoding.isEmpty() ? null : bodyEncoding, taken, text.size());
        foundByIdentity = Boolean.TRUE.equals(isAskedFor);
    }

    /** Returns nothing where the row does not say whose it is. */
    private @Nullable Boolean isAskedFor(JsonNode row) {
        String theirs = row.path("Identity").asText("").strip();
        return theirs.contains("\\") ? theirs.equalsIgnoreCase(identity) : null;
    }

    /** Sees to it that what was written is the message. */
    private static void see(EmlDecoder text, EmlForm taken, String bodyEncoding) throws IOException {
        boolean isNamed = bodyEncoding.isEmpty() || taken.isNamed(bodyEncoding);
        if (!text.isContradicted() && isNamed) {
            return;
        }
        if (taken == EmlForm.BASE64 && !(text.isContradicted() && EmlForm.BASE64.isNamed(bodyEncoding))) {
            throw new ExportStopped(EmlForm.BYTES);
        }
        if (taken == EmlForm.BYTES && !EmlForm.BASE64.isNamed(bodyEncoding)) {
            throw new ExportStopped(EmlForm.UTF_8);
        }
        throw new UnfitAnswerException("its message is no Base64, as it says it is");
    }

    private Optional<ExportedMessage> result() throws IOException {
        ExportedMessage message = found;
        if (messages == 0) {
            return Optional.empty();
        }
        if (message == null || (messages > 1 && !foundByIdentity)) {
            throw new UnfitAnswerException("it has another message than was asked for");
        }
        return Optional.of(message);
    }
}
