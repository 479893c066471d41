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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final Findings findings;
    private long decompressedLeft;
    private int archives;

    ArchiveLister(Findings findings) {
        this.findings = findings;
        this.decompressedLeft = findings.limits().decompressedBytes();
    }

    /** Thrown when the budget is used up. */
    private static final class BudgetException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Collects what is told of one archive. */
    private final class Draft {
        private final String format;
        private final List<ArchiveEntry> entries = new ArrayList<>();
        private final Map<String, ArchiveListing> nested = new LinkedHashMap<>();
        private final long budgetBefore = decompressedLeft;
        private long leftOut;
        private boolean encrypted;
        private boolean complete = true;

        Draft(String format) {
            this.format = format;
        }

        void add(String name, long size, long compressed, boolean isEncrypted, List<String> more) {
            encrypted |= isEncrypted;
            if (entries.size() >= findings.limits().archiveEntries() || !findings.hasRoom()) {
                leftOut++;
                return;
            }
            List<String> flags = new ArrayList<>(FileName.flags(name, true));
            more.stream().filter(flag -> !flags.contains(flag)).forEach(flags::add);
            entries.add(new ArchiveEntry(
                    findings.keep(name, NAME),
                    size < 0 ? null : size,
                    compressed < 0 ? null : compressed,
                    isEncrypted,
                    flags));
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
        Draft draft = new Draft(format);
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
        Map<String, Long> trueSizes = new LinkedHashMap<>();
        List<ZipArchiveEntry> streamed = new ArrayList<>();
        Map<String, String> shown = new HashMap<>();
        try {
            switch (format) {
                case "zip" -> zip(part, in, draft, streamed, trueSizes, shown, outermost);
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
        } catch (IOException | RuntimeException broken) {
            draft.complete = false;
        }
        if (content != null) {
            content.drain();
        }
        if (format.equals("zip")) {
            merge(part, draft, streamed, trueSizes, shown, ends == null ? null : directory(ends));
        } else if (format.equals("7z") && ends != null) {
            sevenZip(draft, ends);
        }
        if (!draft.complete) {
            findings.defect(part, "archiveNotReadToItsEnd");
        }
    }

    private void zip(
            String part,
            InputStream in,
            Draft draft,
            List<ZipArchiveEntry> streamed,
            Map<String, Long> trueSizes,
            Map<String, String> shown,
            boolean outermost)
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
                    streamed.add(entry);
                }
                boolean readable = !entry.getGeneralPurposeBit().usesEncryption()
                        && (entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED)
                        && zip.canReadEntryData(entry);
                if (readable && !entry.isDirectory()) {
                    long size = content(part, entry.getName(), zip, draft, outermost, shown);
                    if (trueSizes.size() < FILES) {
                        trueSizes.put(entry.getName(), size);
                    }
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
            List<ZipArchiveEntry> streamed,
            Map<String, Long> trueSizes,
            Map<String, String> shown,
            @Nullable List<ZipArchiveEntry> directory) {
        Map<String, ZipArchiveEntry> listed = new HashMap<>();
        for (ZipArchiveEntry entry : directory == null ? streamed : directory) {
            listed.put(entry.getName(), entry);
            if (entry.isDirectory()) {
                continue;
            }
            List<String> flags = new ArrayList<>();
            Long trueSize = trueSizes.get(entry.getName());
            if (trueSize != null && directory != null && entry.getSize() >= 0 && trueSize != entry.getSize()) {
                flags.add("sizeDiffers");
            }
            if ("executable".equals(shown.get(entry.getName()))) {
                flags.add("executable");
            }
            long size = entry.getSize() < 0 && trueSize != null ? trueSize : entry.getSize();
            draft.add(
                    entry.getName(),
                    size,
                    entry.getCompressedSize(),
                    entry.getGeneralPurposeBit().usesEncryption(),
                    flags);
        }
        if (directory == null) {
            draft.complete = false;
            findings.defect(part, "archiveWithoutDirectory");
            return;
        }
        for (ZipArchiveEntry entry : streamed) {
            if (!listed.containsKey(entry.getName()) && !entry.isDirectory()) {
                draft.add(
                        entry.getName(),
                        trueSizes.getOrDefault(entry.getName(), -1L),
                        -1,
                        entry.getGeneralPurposeBit().usesEncryption(),
                        List.of("notListed"));
            }
        }
    }

    private void tar(String part, InputStream in, Draft draft, boolean outermost) throws IOException {
        Metered metered = new Metered(in);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(metered, "UTF-8")) {
            int count = 0;
            while (true) {
                metered.allowance = TAR_HEADER;
                TarArchiveEntry entry = tar.getNextEntry();
                metered.allowance = Long.MAX_VALUE;
                if (entry == null) {
                    return;
                }
                if (++count > FILES) {
                    findings.limit(part, "archiveFiles", FILES);
                    draft.complete = false;
                    return;
                }
                if (!entry.isDirectory()) {
                    Map<String, String> shown = new HashMap<>();
                    content(part, entry.getName(), tar, draft, outermost, shown);
                    draft.add(
                            entry.getName(),
                            entry.getSize(),
                            -1,
                            false,
                            shown.containsValue("executable") ? List.of("executable") : List.of());
                }
            }
        }
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
            Map<String, String> shown = new HashMap<>();
            Budgeted counted = new Budgeted(whole);
            try {
                content(part, "content", counted, draft, outermost, shown);
            } finally {
                draft.add(
                        "content",
                        counted.count,
                        -1,
                        false,
                        shown.containsValue("executable") ? List.of("executable") : List.of());
            }
        }
    }

    /** Reads the content of a file in an archive, lists it if it is an archive itself, and returns its size. */
    private long content(
            String part, String name, InputStream in, Draft draft, boolean outermost, Map<String, String> shown)
            throws IOException {
        Budgeted counted = in instanceof Budgeted already ? already : new Budgeted(in);
        byte[] magic = counted.readNBytes(MAGIC);
        if (magic.length > 1 && magic[0] == 'M' && magic[1] == 'Z') {
            shown.put(name, "executable");
        }
        String format = magic.length > 4 && outermost ? format(ContentTypes.detect(magic)) : null;
        if (format != null
                && draft.nested.size() < NESTED
                && archives < findings.limits().archives()
                && findings.hasRoom()) {
            Draft inner = new Draft(format);
            Measured measured = new Measured(new SequenceInputStream(new ByteArrayInputStream(magic), counted));
            byte[] head = measured.head();
            Ends ends = format.equals("zip") || format.equals("7z") ? measured.keepEnds(head) : null;
            try {
                list(part, format, new NotClosed(measured.content(head)), ends, inner, measured, false);
            } finally {
                draft.nested.put(findings.keep(name, NAME), inner.listing());
                draft.encrypted |= inner.encrypted;
            }
        }
        counted.skipRest();
        return counted.count;
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
