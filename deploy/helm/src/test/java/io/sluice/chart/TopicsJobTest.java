package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Job cannot be changed: whatever installs the chart makes a new one that makes topics. */
class TopicsJobTest {

    /** Helm, which makes hooks anew, keeps them apart from what belongs to the release. */
    @Test
    void onlyAsAHookTheJobIsNoPartOfTheRelease(@TempDir Path folder) throws IOException {
        assertThat(Chart.ofKind("production", "Job")).isEmpty();
        assertThat(Chart.renderedWith(folder, "production", "/topicsJob/hook", "false"))
                .filteredOn(object -> object.kind().equals("Job"))
                .extracting(Rendered::name)
                .containsExactly("sluice-topics-1");
    }

    /** Argo CD renders every version as Helm's revision 1. */
    @Test
    void besideTheServicesItIsOfARevisionAndArgoCdMakesItAnewAtEachSync() {
        JsonNode annotations =
                Chart.object("external", "Job", "sluice-topics-1").json().at("/metadata/annotations");

        assertThat(annotations.path("argocd.argoproj.io/hook").asText()).isEqualTo("Sync");
        assertThat(annotations.path("argocd.argoproj.io/hook-delete-policy").asText())
                .isEqualTo("BeforeHookCreation");
    }
}
