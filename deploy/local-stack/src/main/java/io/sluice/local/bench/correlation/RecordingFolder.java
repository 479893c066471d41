package io.sluice.local.bench.correlation;

import com.fasterxml.jackson.databind.MappingIterator;
import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import io.sluice.local.correlation.PlayOfAlert;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A folder that keeps a recording, so that the next benchmark need not read everything again. */
final class RecordingFolder {

    private final Path folder;

    RecordingFolder(Path folder) {
        this.folder = folder;
    }

    /** A line of the file of the truth. */
    private record Line(String alert, PlayOfAlert part) {}

    /** Says whether there is a recording. */
    boolean isThere() {
        return Files.exists(events()) && Files.exists(truth());
    }

    /** Reads the recording. */
    Recording read() {
        try {
            Map<String, PlayOfAlert> parts = new HashMap<>();
            read(truth(), Line.class).forEach(line -> parts.put(line.alert(), line.part()));
            return new Recording(read(events(), Event.class), parts);
        } catch (IOException e) {
            throw new UserError(
                    "The recording in " + folder + " cannot be read (" + e.getMessage() + "); delete it.", e);
        }
    }

    /** Writes a recording. */
    void write(Recording recording) {
        try {
            Files.createDirectories(folder);
            write(events(), recording.events());
            write(
                    truth(),
                    recording.truth().entrySet().stream()
                            .map(each -> new Line(each.getKey(), each.getValue()))
                            .toList());
        } catch (IOException e) {
            throw new UserError("The recording cannot be written to " + folder + " (" + e.getMessage() + ").", e);
        }
    }

    private Path events() {
        return folder.resolve("events.jsonl.gz");
    }

    private Path truth() {
        return folder.resolve("truth.jsonl.gz");
    }

    private static <T> List<T> read(Path file, Class<T> type) throws IOException {
        try (InputStream input = new GZIPInputStream(Files.newInputStream(file));
                MappingIterator<T> lines = Json.MAPPER.readerFor(type).readValues(input)) {
            return lines.readAll();
        }
    }

    private static void write(Path file, Collection<?> lines) throws IOException {
        // A file that is there is whole.
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (OutputStream output = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(next)))) {
            for (Object line : lines) {
                output.write(Json.write(line));
                output.write('\n');
            }
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
