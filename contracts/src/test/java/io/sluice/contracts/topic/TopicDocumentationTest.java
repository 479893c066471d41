package io.sluice.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What operators and readers are told of the topics is what the code says. */
class TopicDocumentationTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void theOperationsGuideListsEachTopicWithItsSettings() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/operations.md"));

        assertThat(Topics.all()).allSatisfy(topic -> assertThat(guide).contains(row(topic)));
    }

    @Test
    void theReadmeListsEachTopic() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));

        assertThat(Topics.all())
                .allSatisfy(topic -> assertThat(readme).contains("| `" + topic.name() + "` | `<tenantId>/"));
    }

    private static String row(Topic topic) {
        String settings = topic.config().entrySet().stream()
                .map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
                .collect(Collectors.joining(", "));
        return "| `" + topic.name() + "` | " + topic.partitions() + " | " + settings + " |";
    }
}
