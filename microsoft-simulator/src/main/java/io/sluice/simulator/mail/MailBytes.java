package io.sluice.simulator.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The exact bytes of a message, wherever they come from. They can be read as often as wanted. */
public sealed interface MailBytes {

    /** How many there are. */
    long size();

    /** Reads them from the beginning. */
    InputStream open() throws IOException;

    /**
     * Composed when they are wanted, and not kept.
     *
     * @param letter what they follow from
     */
    record Composed(Letter letter) implements MailBytes {
        @Override
        public long size() {
            return Composer.compose(letter).length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(Composer.compose(letter));
        }
    }

    /**
     * In a file.
     *
     * @param file which
     * @param size how many
     */
    record InFile(Path file, long size) implements MailBytes {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }

    /**
     * Kept in memory.
     *
     * @param bytes the bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Kept(byte[] bytes) implements MailBytes {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /**
     * A letter with one attachment of random bytes, so long that the message has a given size; made while it is read,
     * so that any size needs hardly any memory.
     *
     * @param letter its headers and text; without attachments of its own
     * @param size how many bytes in all
     */
    record Weighty(Letter letter, long size) implements MailBytes {

        /** Checks that there is room for more than the headers. */
        public Weighty {
            if (size < WeightyMail.LEAST) {
                throw new IllegalArgumentException("A message has at least " + WeightyMail.LEAST + " bytes");
            }
        }

        @Override
        public InputStream open() {
            return WeightyMail.open(letter, size);
        }
    }
}
