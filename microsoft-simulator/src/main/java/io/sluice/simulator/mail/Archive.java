package io.sluice.simulator.mail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A zip archive in the making. Unlike those of libraries it is the same byte for byte each time: without the time of
 * its making, and with a password's salt that follows from a seed. After PKWARE's APPNOTE 6.3, sections 4.3 and 6.1.
 */
final class Archive {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int DATE_2026_01_01 = (2026 - 1980) << 9 | 1 << 5 | 1;
    private static final int UTF8_NAMES = 1 << 11;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(byte[] name, int flags, int method, int crc, byte[] data, int size, int offset) {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Entry> entries = new ArrayList<>();

    /** Adds a file. */
    Archive file(String name, byte[] content) {
        return add(name, UTF8_NAMES, DEFLATED, crc(content), deflated(content), content.length);
    }

    /** Adds a file that opens with a password only, in the old encryption that every program understands. */
    Archive locked(String name, byte[] content, String password, SplittableRandom salt) {
        int crc = crc(content);
        byte[] head = new byte[12];
        salt.nextBytes(head);
        head[11] = (byte) (crc >>> 24);
        Keys keys = new Keys(password);
        byte[] data = new Bytes().raw(keys.lock(head)).raw(keys.lock(content)).done();
        return add(name, UTF8_NAMES | 1, STORED, crc, data, content.length);
    }

    private Archive add(String name, int flags, int method, int crc, byte[] data, int size) {
        Entry entry = new Entry(name.getBytes(StandardCharsets.UTF_8), flags, method, crc, data, size, out.size());
        entries.add(entry);
        common(buffer(30 + entry.name().length).putInt(LOCAL), entry)
                .putShort((short) 0)
                .put(entry.name());
        flush();
        out.writeBytes(data);
        return this;
    }

    /** The archive. */
    byte[] done() {
        int begin = out.size();
        for (Entry entry : entries) {
            common(buffer(46 + entry.name().length).putInt(CENTRAL).putShort((short) 20), entry)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt(0)
                    .putInt(entry.offset())
                    .put(entry.name());
            flush();
        }
        int size = out.size() - begin;
        buffer(22)
                .putInt(END)
                .putInt(0)
                .putShort((short) entries.size())
                .putShort((short) entries.size())
                .putInt(size)
                .putInt(begin)
                .putShort((short) 0);
        flush();
        return out.toByteArray();
    }

    private ByteBuffer current = ByteBuffer.allocate(0);

    private ByteBuffer buffer(int size) {
        current = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        return current;
    }

    private void flush() {
        out.write(current.array(), 0, current.position());
    }

    /** The fields that an entry has in the same order in both of its headers, up to the length of its name. */
    private static ByteBuffer common(ByteBuffer header, Entry entry) {
        return header.putShort((short) 20)
                .putShort((short) entry.flags())
                .putShort((short) entry.method())
                .putShort((short) 0)
                .putShort((short) DATE_2026_01_01)
                .putInt(entry.crc())
                .putInt(entry.data().length)
                .putInt(entry.size())
                .putShort((short) entry.name().length);
    }

    private static int crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }

    private static byte[] deflated(byte[] content) {
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(content);
            deflater.finish();
            byte[] buffer = new byte[content.length + 64];
            int length = deflater.deflate(buffer);
            return java.util.Arrays.copyOf(buffer, length);
        }
    }

    /** The three keys of the old encryption. */
    private static final class Keys {
        private int first = 0x12345678;
        private int second = 0x23456789;
        private int third = 0x34567890;

        private Keys(String password) {
            for (byte letter : password.getBytes(StandardCharsets.US_ASCII)) {
                update(letter);
            }
        }

        private byte[] lock(byte[] plain) {
            byte[] locked = new byte[plain.length];
            for (int i = 0; i < plain.length; i++) {
                int pad = (third | 2) & 0xFFFF;
                locked[i] = (byte) (plain[i] ^ ((pad * (pad ^ 1)) >>> 8));
                update(plain[i]);
            }
            return locked;
        }

        private void update(byte plain) {
            first = crc(first, plain);
            second = (second + (first & 0xFF)) * 134775813 + 1;
            third = crc(third, (byte) (second >>> 24));
        }

        private static int crc(int crc, byte plain) {
            int value = crc ^ (plain & 0xFF);
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ 0xEDB88320;
            }
            return value;
        }
    }
}
