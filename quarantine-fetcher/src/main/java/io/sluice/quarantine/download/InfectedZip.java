package io.sluice.quarantine.download;

import io.sluice.quarantine.evidence.EvidenceStream;
import java.io.IOException;
import java.io.OutputStream;
import net.lingala.zip4j.io.outputstream.ZipOutputStream;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.CompressionMethod;
import net.lingala.zip4j.model.enums.EncryptionMethod;

/**
 * A zip with one message in it, as malware analysts hand it around: with the password {@code infected}, so that neither
 * a double-click nor a scanner on the way opens it. The encryption is the old ZipCrypto, which every tool opens; it
 * keeps nothing secret.
 */
final class InfectedZip {

    private static final String PASSWORD = "infected";

    private InfectedZip() {}

    /** Writes the zip while the message is read, in constant memory; without its end if the message has none. */
    static void write(EvidenceStream message, OutputStream target) throws IOException {
        ZipParameters entry = new ZipParameters();
        entry.setFileNameInZip(message.facts().sha256() + ".eml");
        entry.setLastModifiedFileTime(message.facts().storedAt().toEpochMilli());
        entry.setCompressionMethod(CompressionMethod.DEFLATE);
        entry.setEncryptFiles(true);
        entry.setEncryptionMethod(EncryptionMethod.ZIP_STANDARD);
        // Closed only at a good end: closing writes the directory, which would make half a message look whole.
        ZipOutputStream zip = new ZipOutputStream(target, PASSWORD.toCharArray());
        zip.putNextEntry(entry);
        message.transferTo(zip);
        zip.closeEntry();
        zip.close();
    }
}
