package io.sluice.quarantine.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the header of a message such that a parser takes it whatever was done to it: fields that are too long are cut,
 * an envelope line of mailbox files and a byte order mark go, and lines that end in CR alone get their LF. The body
 * passes unchanged, except that in a message without any LF every CR is followed by one.
 */
final class HeaderGuard extends InputStream {

    private static final int LOOK_AHEAD = 8 * 1024;

    private final PushbackInputStream in;
    private final int longestField;
    private final Findings findings;
    private final @Nullable String part;
    private final boolean loneCr;
    private boolean inHeader = true;
    private boolean sawCr;
    private boolean owesLf;
    private int field;
    private int line;

    HeaderGuard(InputStream in, @Nullable String part, Findings findings) throws IOException {
        this.in = new PushbackInputStream(in, LOOK_AHEAD);
        this.longestField = findings.limits().headerFieldBytes();
        this.findings = findings;
        this.part = part;
        byte[] start = this.in.readNBytes(LOOK_AHEAD);
        int skip = bom(start);
        if (skip > 0) {
            findings.defect(part, "byteOrderMark");
        }
        if (startsWith(start, skip, "From ")) {
            findings.defect(part, "envelopeLine");
            while (skip < start.length && start[skip] != '\n' && start[skip] != '\r') {
                skip++;
            }
            boolean both = skip + 1 < start.length && start[skip] == '\r' && start[skip + 1] == '\n';
            skip = Math.min(start.length, skip + (both ? 2 : 1));
        }
        loneCr = indexOf(start, '\n') < 0 && indexOf(start, '\r') >= 0;
        if (loneCr) {
            findings.defect(part, "linesEndInCr");
        }
        this.in.unread(start, skip, start.length - skip);
    }

    private static int bom(byte[] start) {
        return start.length > 2 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF
                ? 3
                : 0;
    }

    private static boolean startsWith(byte[] bytes, int offset, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (offset + i >= bytes.length || bytes[offset + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] bytes, char wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int read() throws IOException {
        if (owesLf) {
            owesLf = false;
            return '\n';
        }
        while (true) {
            int next = in.read();
            if (next < 0) {
                return -1;
            }
            if (loneCr && next == '\r') {
                int after = in.read();
                if (after >= 0) {
                    in.unread(after);
                }
                owesLf = after != '\n'; // further down the lines may end as they should
            }
            if (!inHeader || keeps(next)) {
                return next;
            }
        }
    }

    /** Follows the header byte by byte; returns whether the byte stays. */
    private boolean keeps(int next) {
        boolean end = next == '\n' || owesLf;
        if (end) {
            inHeader = line > 0;
            line = 0;
            sawCr = false;
            return true;
        }
        if (next == '\r') {
            sawCr = true;
            return true;
        }
        boolean first = line == 0 && !sawCr;
        sawCr = false;
        line++;
        if (first && next != ' ' && next != '\t') {
            field = 0;
        }
        field++;
        if (field > longestField) {
            findings.limit(part, "headerFieldBytes", longestField);
            return false;
        }
        return true;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!inHeader && !loneCr) {
            return in.read(buffer, offset, length);
        }
        int count = 0;
        while (count < length) {
            int next = read();
            if (next < 0) {
                return count == 0 ? -1 : count;
            }
            buffer[offset + count++] = (byte) next;
            if (!inHeader && !loneCr) {
                break;
            }
        }
        return count;
    }
}
