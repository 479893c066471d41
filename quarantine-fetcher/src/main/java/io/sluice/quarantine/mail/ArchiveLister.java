package io.sluice.quarantine.mail;

import io.sluice.contracts.mail.ArchiveEntry;
import io.sluice.contracts.mail.ArchiveListing;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZMethodConfiguration;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lists archives while they stream by: zip, tar, gzip, bzip2, xz and 7z, and archives in them one level deep. Nothing
 * is unpacked anywhere. All archives of a message share one budget of decompressed bytes, so that bombs end early.
 *
 * <p>A zip is read twice over: its files as they come, which tells their true sizes and what is in them, and its
 * directory at the end, which is what programs show. What is only in one of them is suspicious. Of a 7z only the
 * directory is read.
 */
final class ArchiveLister {

    private static final int BUFFER = 8 * 1024;
    private static final int MAGIC = 512;
    private static final int MEMORY_KIB = 8 * 1024;
    private static final int NAME = 500;
    private static final int NESTED = 20;

    /** Files that are looked at in one archive, listed or not. */
    private static final int FILES = 20_000;

    /** What a tar may have between two files: names longer than this are no names. */
    private static final long TAR_HEADER = 256 * 1024;

    /** Most characters of what one header of a tar says for all files behind it. */
    private static final long TAR_EXTRAS = 16 * 1024;

    /** Characters that are kept of the names in one archive; a name costs at least this much. */
    private static final int NAMES = 12 * 1024;

    private static final int LEAST_NAME = 40;

    private final Findings findings;
    private long decompressedLeft;
    private int namesLeft;
    private int archives;

    ArchiveLister(Findings findings) {
        this.findings = findings;
        this.namesLeft = findings.limits().keptCharacters() / Findings.SHARES;
        this.decompressedLeft = findings.limits().decompressedBytes();
    }

    /** Thrown when the budget is used up. */
    private static final class BudgetException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Collects what is told of one archive. */
    private final class Draft {
        private final String part;
        private final String format;
        private final List<ArchiveEntry> entries = new ArrayList<>();
        private final Map<String, ArchiveListing> nested = new LinkedHashMap<>();
        private final long budgetBefore = decompressedLeft;
        private int names = NAMES;
        private long leftOut;
        private boolean encrypted;
        private boolean complete = true;

        Draft(String part, String format) {
            this.part = part;
            this.format = format;
        }

        void add(String name, long size, long compressed, boolean isEncrypted, List<String> more) {
            add(name, FileName.flags(name, true), size, compressed, isEncrypted, more);
        }

        void add(
                String name,
                List<String> nameFlags,
                long size,
                long compressed,
                boolean isEncrypted,
                List<String> more) {
            encrypted |= isEncrypted;
            if (entries.size() >= findings.limits().archiveEntries() || !hasRoom()) {
                leftOut++;
                return;
            }
            List<String> flags = new ArrayList<>(nameFlags);
            more.stream().filter(flag -> !flags.contains(flag)).forEach(flags::add);
            entries.add(new ArchiveEntry(
                    keep(name), size < 0 ? null : size, compressed < 0 ? null : compressed, isEncrypted, flags));
        }

        boolean hasRoom() {
            boolean room = names > 0 && namesLeft > 0;
            if (!room) {
                findings.limit(part, "archiveNames", NAMES);
            }
            return room;
        }

        String keep(String name) {
            String kept = Printable.text(name, NAME);
            int cost = Math.max(LEAST_NAME, kept.length());
            names -= cost;
            namesLeft -= cost;
            return kept;
        }

        ArchiveListing listing() {
            return new ArchiveListing(
                    format, entries, leftOut, encrypted, budgetBefore - decompressedLeft, nested, complete);
        }
    }

    /**
     * Returns the format of an archive by the type of its content; nothing for what is no archive that can be listed.
     */
    static @Nullable String format(String type) {
        if (ContentTypes.is(type, "application/zip")) {
            return "zip";
        }
        return switch (type) {
            case "application/gzip", "application/x-gzip" -> "gz";
            case "application/x-bzip2", "application/x-bzip" -> "bz2";
            case "application/x-xz" -> "xz";
            case "application/x-tar", "application/x-gtar" -> "tar";
            case "application/x-7z-compressed" -> "7z";
            default -> null;
        };
    }

    /** Lists an archive, and reads it to its end. Nothing if too many were listed before. */
    @Nullable
    ArchiveListing list(String part, String format, Measured content, byte[] head) throws IOException {
        if (archives >= findings.limits().archives()) {
            findings.limit(part, "archives", findings.limits().archives());
            return null;
        }
        Ends ends = format.equals("zip") || format.equals("7z") ? content.keepEnds(head) : null;
        Draft draft = new Draft(part, format);
        list(part, format, new NotClosed(content.content(head)), ends, draft, content, true);
        return draft.listing();
    }

    private void list(
            String part,
            String format,
            InputStream in,
            @Nullable Ends ends,
            Draft draft,
            @Nullable Measured content,
            boolean outermost)
            throws IOException {
        archives++;
        List<Streamed> streamed = new ArrayList<>();
        Map<Key, Shown> shown = new HashMap<>();
        try {
            switch (format) {
                case "zip" -> zip(part, in, draft, streamed, shown, outermost);
                case "tar" -> tar(part, in, draft, outermost);
                case "gz" -> single(part, new GZIPInputStream(in, BUFFER), draft, outermost);
                case "bz2" -> single(part, new BZip2CompressorInputStream(in, true), draft, outermost);
                case "xz" -> single(part, xz(in), draft, outermost);
                default -> {}
            }
        } catch (BudgetException end) {
            draft.complete = false;
            findings.limit(part, "decompressedBytes", findings.limits().decompressedBytes());
        } catch (MemoryLimitException end) {
            draft.complete = false;
            findings.limit(part, "archiveMemory", MEMORY_KIB * 1024L);
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            draft.complete = false;
        }
        if (content != null) {
            content.drain();
        }
        if (format.equals("zip")) {
            merge(part, draft, streamed, shown, ends == null ? null : directory(ends));
        } else if (format.equals("7z") && ends != null) {
            sevenZip(draft, ends);
        }
        if (!draft.complete) {
            findings.defect(part, "archiveNotReadToItsEnd");
        }
    }

    /** A name of any length, told from others in little memory. */
    private record Key(long one, long other) {
        static Key of(String name) {
            ByteBuffer digest = ByteBuffer.wrap(Measured.sha256(name.getBytes(StandardCharsets.UTF_8)));
            return new Key(digest.getLong(), digest.getLong());
        }
    }

    /** What the content of a file in a zip is, and not what is said of it; -1 if it was not read. */
    private record Shown(long size, boolean executable) {
        private static final Shown NOTHING = new Shown(-1, false);
    }

    /** A file of a zip as it came by. Names and fields of strangers are up to 64 KiB long, and so not kept whole. */
    private record Streamed(
            Key key, String name, List<String> flags, long size, long compressed, boolean encrypted, boolean folder) {
        static Streamed of(ZipArchiveEntry entry) {
            String name = entry.getName();
            return new Streamed(
                    Key.of(name),
                    Printable.text(name, NAME),
                    FileName.flags(name, true),
                    entry.getSize(),
                    entry.getCompressedSize(),
                    entry.getGeneralPurposeBit().usesEncryption(),
                    entry.isDirectory());
        }
    }

    private void zip(
            String part, InputStream in, Draft draft, List<Streamed> streamed, Map<Key, Shown> shown, boolean outermost)
            throws IOException {
        try (ZipArchiveInputStream zip = new ZipArchiveInputStream(in, "UTF-8", true, false)) {
            ZipArchiveEntry entry = zip.getNextEntry();
            int count = 0;
            while (entry != null) {
                if (++count > FILES) {
                    findings.limit(part, "archiveFiles", FILES);
                    draft.complete = false;
                    return;
                }
                if (streamed.size() < findings.limits().archiveEntries()) {
                    streamed.add(Streamed.of(entry));
                }
                boolean readable = !entry.getGeneralPurposeBit().usesEncryption()
                        && (entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED)
                        && zip.canReadEntryData(entry);
                if (readable) {
                    // folders too: who skips their content decompresses it as well
                    content(part, entry.getName(), zip, draft, outermost, shown);
                } else if (entry.getGeneralPurposeBit().usesDataDescriptor()) {
                    // its end is found by decompressing it, which would not be counted
                    draft.complete = false;
                    return;
                }
                entry = zip.getNextEntry();
            }
        }
    }

    private static @Nullable List<ZipArchiveEntry> directory(Ends ends) {
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(ends)
                .setIgnoreLocalFileHeader(true)
                .get()) {
            return Collections.list(zip.getEntries());
        } catch (IOException | RuntimeException notKept) {
            return null;
        }
    }

    private void merge(
            String part,
            Draft draft,
            List<Streamed> streamed,
            Map<Key, Shown> shown,
            @Nullable List<ZipArchiveEntry> directory) {
        if (directory == null) {
            for (Streamed entry : streamed) {
                if (!entry.folder()) {
                    add(draft, entry, shown.getOrDefault(entry.key(), Shown.NOTHING), false);
                }
            }
            draft.complete = false;
            findings.defect(part, "archiveWithoutDirectory");
            return;
        }
        Set<Key> listed = new HashSet<>();
        for (ZipArchiveEntry entry : directory) {
            Key key = Key.of(entry.getName());
            listed.add(key);
            Shown content = shown.getOrDefault(key, Shown.NOTHING);
            if (entry.isDirectory() && content.size() <= 0) {
                continue;
            }
            List<String> flags = new ArrayList<>();
            if (content.size() >= 0 && entry.getSize() >= 0 && content.size() != entry.getSize()) {
                flags.add("sizeDiffers");
            }
            if (content.executable()) {
                flags.add("executable");
            }
            draft.add(
                    entry.getName(),
                    entry.getSize() < 0 ? content.size() : entry.getSize(),
                    entry.getCompressedSize(),
                    entry.getGeneralPurposeBit().usesEncryption(),
                    flags);
        }
        for (Streamed entry : streamed) {
            Shown content = shown.getOrDefault(entry.key(), Shown.NOTHING);
            if (!listed.contains(entry.key()) && (!entry.folder() || content.size() > 0)) {
                add(draft, entry, content, true);
            }
        }
    }

    private static void add(Draft draft, Streamed entry, Shown content, boolean hidden) {
        List<String> flags = new ArrayList<>();
        if (content.executable()) {
            flags.add("executable");
        }
        if (hidden) {
            flags.add("notListed");
        }
        draft.add(
                entry.name(),
                entry.flags(),
                hidden || entry.size() < 0 ? content.size() : entry.size(),
                hidden ? -1 : entry.compressed(),
                entry.encrypted(),
                flags);
    }

    private void tar(String part, InputStream in, Draft draft, boolean outermost) throws IOException {
        Metered metered = new Metered(in);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(metered, "UTF-8")) {
            int count = 0;
            while (true) {
                metered.allowance = TAR_HEADER;
                TarArchiveEntry entry = tar.getNextEntry();
                decompressedLeft -= TAR_HEADER - metered.allowance;
                metered.allowance = Long.MAX_VALUE;
                if (decompressedLeft <= 0) {
                    throw new BudgetException();
                }
                if (entry == null) {
                    return;
                }
                if (++count > FILES) {
                    findings.limit(part, "archiveFiles", FILES);
                    draft.complete = false;
                    return;
                }
                if (isOverlong(entry.getExtraPaxHeaders())) {
                    // what is said for all files is kept as long as the tar is read
                    findings.limit(part, "archiveMemory", TAR_EXTRAS);
                    draft.complete = false;
                    return;
                }
                Shown shown = content(part, entry.getName(), tar, draft, outermost, new HashMap<>());
                if (!entry.isDirectory()) {
                    draft.add(entry.getName(), entry.getSize(), -1, false, flags(shown));
                }
            }
        }
    }

    private static boolean isOverlong(Map<String, String> extras) {
        long characters = 0;
        for (Map.Entry<String, String> extra : extras.entrySet()) {
            characters +=
                    LEAST_NAME + extra.getKey().length() + extra.getValue().length();
        }
        return characters > TAR_EXTRAS;
    }

    private static List<String> flags(Shown content) {
        return content.executable() ? List.of("executable") : List.of();
    }

    private static InputStream xz(InputStream in) throws IOException {
        return XZCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .setMemoryLimitKiB(MEMORY_KIB)
                .get();
    }

    /** A file that is compressed alone, or a tar in it. */
    private void single(String part, InputStream decompressed, Draft draft, boolean outermost) throws IOException {
        try (decompressed) {
            byte[] magic = decompressed.readNBytes(MAGIC);
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(magic), decompressed);
            if (TarArchiveInputStream.matches(magic, magic.length)) {
                tar(part, new NotClosed(whole), draft, outermost);
                return;
            }
            Budgeted counted = new Budgeted(whole);
            try {
                content(part, "content", counted, draft, outermost, new HashMap<>());
            } finally {
                boolean executable = magic.length > 1 && magic[0] == 'M' && magic[1] == 'Z';
                draft.add("content", counted.count, -1, false, flags(new Shown(counted.count, executable)));
            }
        }
    }

    /** Reads the content of a file in an archive, lists it if it is an archive itself, and notes what it is. */
    private Shown content(
            String part, String name, InputStream in, Draft draft, boolean outermost, Map<Key, Shown> shown)
            throws IOException {
        Budgeted counted = in instanceof Budgeted already ? already : new Budgeted(in);
        byte[] magic = counted.readNBytes(MAGIC);
        boolean executable = magic.length > 1 && magic[0] == 'M' && magic[1] == 'Z';
        Key key = Key.of(name);
        shown.put(key, new Shown(-1, executable)); // should the budget end in it
        String format = magic.length > 4 && outermost ? format(ContentTypes.detect(magic)) : null;
        if (format != null
                && draft.nested.size() < NESTED
                && archives < findings.limits().archives()
                && draft.hasRoom()) {
            Draft inner = new Draft(part, format);
            Measured measured = new Measured(new SequenceInputStream(new ByteArrayInputStream(magic), counted));
            byte[] head = measured.head();
            Ends ends = format.equals("zip") || format.equals("7z") ? measured.keepEnds(head) : null;
            try {
                list(part, format, new NotClosed(measured.content(head)), ends, inner, measured, false);
            } finally {
                draft.nested.put(draft.keep(name), inner.listing());
                draft.encrypted |= inner.encrypted;
            }
        }
        counted.skipRest();
        Shown read = new Shown(counted.count, executable);
        shown.put(key, read);
        return read;
    }

    private void sevenZip(Draft draft, Ends ends) {
        byte[] head = ends.head();
        // the directory's size, before somebody makes room for it
        long directory = head.length < 32
                ? Long.MAX_VALUE
                : ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong(20);
        if (directory < 0 || directory > Ends.TAIL) {
            draft.complete = false;
            return;
        }
        try (SevenZFile sevenZip = SevenZFile.builder()
                .setSeekableByteChannel(ends)
                .setMaxMemoryLimitKiB(MEMORY_KIB)
                .get()) {
            for (SevenZArchiveEntry entry : sevenZip.getEntries()) {
                if (!entry.isDirectory()) {
                    draft.add(name(entry), entry.getSize(), -1, isEncrypted(entry), List.of());
                }
            }
        } catch (PasswordRequiredException secret) {
            draft.encrypted = true;
            draft.complete = false;
        } catch (IOException | RuntimeException broken) {
            draft.complete = false;
        }
    }

    private static String name(SevenZArchiveEntry entry) {
        String name = entry.getName();
        return name == null ? "" : name;
    }

    private static boolean isEncrypted(SevenZArchiveEntry entry) {
        Iterable<? extends SevenZMethodConfiguration> methods = entry.getContentMethods();
        if (methods != null) {
            for (SevenZMethodConfiguration method : methods) {
                if (method.getMethod() == SevenZMethod.AES256SHA256) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Counts decompressed bytes against the budget. */
    private final class Budgeted extends InputStream {
        private final InputStream in;
        private long count;

        Budgeted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (decompressedLeft <= 0) {
                throw new BudgetException();
            }
            int read = in.read(buffer, offset, (int) Math.min(length, decompressedLeft));
            if (read > 0) {
                count += read;
                decompressedLeft -= read;
            }
            return read;
        }

        void skipRest() throws IOException {
            byte[] buffer = new byte[BUFFER];
            while (read(buffer, 0, buffer.length) >= 0) {
                // only counted
            }
        }
    }

    /** Lets only so much be read until it is told otherwise. */
    private static final class Metered extends FilterInputStream {
        private long allowance = Long.MAX_VALUE;

        Metered(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (allowance <= 0) {
                throw new IOException("The header of a file in a tar is too long");
            }
            int read = super.read(buffer, offset, (int) Math.min(length, allowance));
            allowance -= allowance == Long.MAX_VALUE ? 0 : Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            return readNBytes((int) Math.max(0, Math.min(count, BUFFER))).length;
        }
    }

    /** Keeps a reader of archives from closing what it does not own. */
    private static final class NotClosed extends FilterInputStream {
        NotClosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // the part goes on being read
        }
    }
}
