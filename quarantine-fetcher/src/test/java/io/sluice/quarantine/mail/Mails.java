package io.sluice.quarantine.mail;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.mail.MailPart;
import io.sluice.contracts.mail.MailUrl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Mails for tests, and their analyses. */
final class Mails {

    static final Path FOLDER = Path.of("..", "..", "shared", "fixtures");
    static final Instant NOW = Instant.parse("2026-02-03T09:30:00Z");

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> OCSF = new ConcurrentHashMap<>();

    private Mails() {}

    static MailAnalysis analyze(String message) {
        return analyze(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    static MailAnalysis analyze(byte[] message) {
        return analyze(message, MailLimits.defaults());
    }

    static MailAnalysis analyze(byte[] message, MailLimits limits) {
        return analyze(message, limits, (_, _) -> {});
    }

    static MailAnalysis analyze(byte[] message, MailLimits limits, BiConsumer<String, String> texts) {
        try {
            return new MailAnalyzer(limits, Clock.fixed(NOW, ZoneOffset.UTC), texts)
                    .analyze(new ByteArrayInputStream(message));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static MailPart part(MailAnalysis analysis, String path) {
        return analysis.parts().stream()
                .filter(part -> part.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no part " + path + " in " + analysis.parts()));
    }

    static MailUrl url(MailAnalysis analysis, String url) {
        return analysis.urls().stream()
                .filter(one -> one.url().equals(url))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + url + " in " + analysis.urls()));
    }

    static List<String> defects(MailAnalysis analysis) {
        return analysis.defects().stream()
                .map(defect -> defect.what())
                .distinct()
                .toList();
    }

    static List<String> limits(MailAnalysis analysis) {
        return analysis.limitsReached().stream()
                .map(limit -> limit.limit())
                .distinct()
                .toList();
    }

    /** The mail files of the fixtures; none where there are no fixtures. */
    static List<Path> fixtures() {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] fixture(String path) {
        assumeTrue(Files.isDirectory(FOLDER), "the fixtures are not there");
        return bytes(FOLDER.resolve(path));
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Returns what is wrong with the activity of an analysis by the plain and the strict schema of the standard;
     * nothing where there are no fixtures.
     */
    static List<String> standardErrors(MailAnalysis analysis) {
        if (!Files.isDirectory(FOLDER) || analysis.activity() == null) {
            return List.of();
        }
        JsonNode activity = Json.MAPPER.valueToTree(analysis.activity());
        return Stream.of(".schema.json", ".strict.schema.json")
                .map(kind -> OCSF.computeIfAbsent(kind, Mails::schema))
                .flatMap(schema -> schema.validate(activity).stream())
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private static Schema schema(String kind) {
        try {
            return SCHEMAS.getSchema(Json.MAPPER.readTree(
                    bytes(FOLDER.resolve("standards/ocsf-1.8.0-compiled-derived/ocsf-1.8.0-email_activity" + kind))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
