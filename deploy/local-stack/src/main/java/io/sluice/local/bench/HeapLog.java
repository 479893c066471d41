package io.sluice.local.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM writes of its garbage collections ({@code -Xlog:gc}): the heap in use before and after each one. */
public final class HeapLog {

    private static final Pattern COLLECTION = Pattern.compile("\\b(\\d+)M->(\\d+)M\\(\\d+M\\)");

    private final Path file;
    private long readTo;
    private long peak;
    private long live;

    /**
     * Takes what {@link #option(Path)} was given, and the process.
     *
     * @param path the beginning of the file's path
     */
    public HeapLog(Path path, long pid) {
        file = path.resolveSibling(path.getFileName() + "-" + pid + ".log");
    }

    /** Returns the option that makes each JVM write such a file of its own. */
    public static String option(Path path) {
        return "-Xlog:gc:file=" + path + "-%p.log:uptime:filecount=0";
    }

    /** Forgets the collections until now. */
    public void startOver() {
        read();
        peak = 0;
        live = 0;
    }

    /** Returns the most heap that was in use before a collection, in MB; 0 if there was none. */
    public long peakMegabytes() {
        read();
        return peak;
    }

    /** Returns the most heap that a collection left in use, in MB; 0 if there was none. */
    public long liveMegabytes() {
        read();
        return live;
    }

    private void read() {
        byte[] all;
        try {
            all = Files.readAllBytes(file);
        } catch (IOException notYet) {
            return;
        }
        int end = all.length;
        while (end > readTo && all[end - 1] != '\n') {
            end--;
        }
        Matcher collections =
                COLLECTION.matcher(new String(all, (int) readTo, end - (int) readTo, StandardCharsets.UTF_8));
        while (collections.find()) {
            peak = Math.max(peak, Long.parseLong(collections.group(1)));
            live = Math.max(live, Long.parseLong(collections.group(2)));
        }
        readTo = end;
    }
}
