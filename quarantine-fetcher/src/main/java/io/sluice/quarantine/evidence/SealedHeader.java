package io.sluice.quarantine.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.contracts.json.Json;
import io.sluice.quarantine.evidence.EvidenceException.Kind;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * What stands in front of the encrypted bytes, in every store: a magic word, the facts in the clear, and the key of the
 * message, sealed by the keyset with the facts as associated data. So the key opens only under the tenant, the digest
 * and all else that the facts say, although the digest is known only when the last byte has been encrypted.
 */
final class SealedHeader {

    /** How many bytes it has; what it does not need of them is zero. */
    static final int LENGTH = 4096;

    private static final byte[] MAGIC = "SLUICE-EVIDENCE-1\n".getBytes(US_ASCII);

    private final EvidenceFacts facts;
    private final byte[] factsAsWritten;
    private final byte[] sealedKey;

    private SealedHeader(EvidenceFacts facts, byte[] factsAsWritten, byte[] sealedKey) {
        this.facts = facts;
        this.factsAsWritten = factsAsWritten;
        this.sealedKey = sealedKey;
    }

    /** Seals a key for what it has encrypted. */
    static SealedHeader seal(EvidenceFacts facts, ContentKey key, Keyring keyring) throws EvidenceException {
        byte[] json = Json.write(facts);
        return new SealedHeader(facts, json, keyring.seal(key.serialized(), associatedData(json)));
    }

    /** Reads one. Nothing of it is proven before {@link #open}. */
    static SealedHeader read(byte[] bytes, EvidenceName name, String place) throws EvidenceException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            byte[] magic = new byte[MAGIC.length];
            buffer.get(magic);
            byte[] json = part(buffer);
            byte[] key = part(buffer);
            EvidenceFacts facts = Json.read(json, EvidenceFacts.class);
            if (bytes.length == LENGTH
                    && Arrays.equals(magic, MAGIC)
                    && facts.name().equals(name)) {
                return new SealedHeader(facts, json, key);
            }
        } catch (IOException | RuntimeException notOurs) {
            // said below; a message could quote what is there
        }
        throw damaged(name, place);
    }

    /** Returns the facts. */
    EvidenceFacts facts() {
        return facts;
    }

    /** Opens the key, which proves that the facts are those with which it was sealed. */
    ContentKey open(Keyring keyring, String place) throws EvidenceException {
        byte[] key = keyring.open(sealedKey, associatedData(factsAsWritten));
        if (key == null && !keyring.knowsKeyOf(sealedKey)) {
            throw new EvidenceException(
                    Kind.KEYSET,
                    "The evidence " + facts.name() + " in " + place + " does not open: the keyset is not the one that"
                            + " it was encrypted with, or that key is not enabled. Restore or enable the key; without"
                            + " it, delete the evidence and fetch the message again.");
        }
        try {
            if (key != null) {
                return ContentKey.of(key);
            }
        } catch (GeneralSecurityException notAKey) {
            // said below
        }
        throw damaged(facts.name(), place);
    }

    /** Returns the {@value #LENGTH} bytes. */
    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .put(MAGIC)
                .putInt(factsAsWritten.length)
                .put(factsAsWritten)
                .putInt(sealedKey.length)
                .put(sealedKey)
                .array();
    }

    /** Says that what is stored is not what was stored. */
    static EvidenceException damaged(EvidenceName name, String place) {
        return new EvidenceException(
                Kind.DAMAGED,
                "The evidence " + name + " in " + place
                        + " is not what was stored: it was changed or cut short. Restore it from a backup, or"
                        + " fetch the message again while Microsoft still holds it; it is then stored anew.");
    }

    private static byte[] associatedData(byte[] factsAsWritten) {
        return ByteBuffer.allocate(MAGIC.length + factsAsWritten.length)
                .put(MAGIC)
                .put(factsAsWritten)
                .array();
    }

    private static byte[] part(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        buffer.get(part);
        return part;
    }
}
