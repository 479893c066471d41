package io.sluice.simulator.quarantine;

import io.sluice.simulator.mail.MailBytes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in the quarantine.
 *
 * @param origin why it is there
 * @param attackId the attack it is part of, known to the truth alone
 * @param networkMessageId Microsoft's id, a GUID
 * @param internetMessageId its Message-ID with angle brackets; empty if it has none
 * @param sender address of the visible sender
 * @param recipients who should have got it, at least one
 * @param subject its subject, decoded
 * @param received when it came
 * @param cause why it was held
 * @param inbound whether it came from outside
 * @param blockedSender whether its recipient has blocked the sender, so that the list hides it
 * @param reported whether a recipient has called it harmless
 * @param status whether it was released
 * @param wishedEncoding how it is exported, if its bytes allow
 * @param bytes its bytes
 */
public record Quarantined(
        Origin origin,
        @Nullable String attackId,
        String networkMessageId,
        String internetMessageId,
        String sender,
        List<String> recipients,
        String subject,
        Instant received,
        Cause cause,
        boolean inbound,
        boolean blockedSender,
        boolean reported,
        ReleaseStatus status,
        BodyEncoding wishedEncoding,
        MailBytes bytes) {

    /** Above this a message is exported in base64 whatever it wishes, since looking at all its bytes takes long. */
    private static final long LARGEST_LOOKED_AT = 4L * 1024 * 1024;

    /** Why a message is in the quarantine. */
    public enum Origin {
        /** It is evidence of an alert. */
        ALERT,
        /** It is one of those that are similar to one. */
        WAVE,
        /** It belongs to nothing. */
        NOISE,
        /** It lies in a folder. */
        FOLDER,
        /** A test has put it there. */
        CONTROL
    }

    /** When it is deleted for good. */
    public Instant expires() {
        return received.plus(Duration.ofDays(cause.days()));
    }

    /** How an export puts its bytes into JSON. */
    public BodyEncoding encoding() throws IOException {
        if (wishedEncoding != BodyEncoding.SEVEN_BIT) {
            return wishedEncoding;
        }
        if (bytes.size() > LARGEST_LOOKED_AT) {
            return BodyEncoding.BASE64;
        }
        try (InputStream in = bytes.open()) {
            for (byte b : in.readAllBytes()) {
                if (b < 0) {
                    return BodyEncoding.BASE64;
                }
            }
        }
        return BodyEncoding.SEVEN_BIT;
    }

    /** The same with another status. */
    Quarantined status(ReleaseStatus value) {
        return new Quarantined(
                origin,
                attackId,
                networkMessageId,
                internetMessageId,
                sender,
                recipients,
                subject,
                received,
                cause,
                inbound,
                blockedSender,
                reported,
                value,
                wishedEncoding,
                bytes);
    }
}
