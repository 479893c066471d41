package io.sluice.contracts.published;

import io.sluice.contracts.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The published contract: a file for each topic, kept beside the tests. */
final class Published {

    private static final Path FOLDER = Path.of("src", "test", "resources", "io", "sluice", "contracts", "published");

    private Published() {}

    /** Returns what was published. */
    static List<PublishedTopic> read() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> topics = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            List<PublishedTopic> published = new ArrayList<>();
            for (Path topic : topics) {
                published.add(Json.MAPPER.readValue(topic.toFile(), PublishedTopic.class));
            }
            return published;
        }
    }

    /** Publishes what the code says now. A topic that is not there any more has been followed by its next version. */
    static void write(List<PublishedTopic> topics) throws IOException {
        Files.createDirectories(FOLDER);
        for (PublishedTopic before : Files.exists(FOLDER) ? read() : List.<PublishedTopic>of()) {
            Files.deleteIfExists(file(before));
        }
        for (PublishedTopic topic : topics) {
            Files.writeString(
                    file(topic), Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(topic) + "\n");
        }
    }

    private static Path file(PublishedTopic topic) {
        return FOLDER.resolve(topic.name() + ".json");
    }
}
