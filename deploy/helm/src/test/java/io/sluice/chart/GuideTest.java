package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide for Kubernetes and the examples tell to do works, as far as that can be seen without a cluster. */
class GuideTest {

    private static final Path GUIDE = Path.of("..", "..", "docs", "operations", "kubernetes.md");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theKeysetOfTheGuideEncrypts() throws IOException, InterruptedException, GeneralSecurityException {
        AeadConfig.register();
        String commands = blocks("sh").stream()
                .filter(block -> block.contains("keyset()"))
                .findFirst()
                .orElseThrow();

        Process bash = new ProcessBuilder("bash", "-euc", commands)
                .directory(folder.toFile())
                .inheritIO()
                .start();

        assertThat(bash.waitFor()).isZero();
        for (String name : List.of("connections-keyset.json", "evidence-keyset.json")) {
            Aead aead = TinkJsonProtoKeysetFormat.parseKeyset(
                            Files.readString(folder.resolve(name)), InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
            assertThat(aead.decrypt(aead.encrypt(new byte[] {1, 2, 3}, new byte[0]), new byte[0]))
                    .containsExactly(1, 2, 3);
        }
        assertThat(Files.readString(folder.resolve("connections-keyset.json")))
                .isNotEqualTo(Files.readString(folder.resolve("evidence-keyset.json")));
    }

    @Test
    void theValuesOfTheGuideRender() throws IOException {
        List<String> blocks = blocks("yaml");
        assertThat(blocks).hasSizeGreaterThan(4).allMatch(block -> block.startsWith("# values"));
        String least = blocks.stream()
                .filter(block -> block.startsWith("# values\n"))
                .findFirst()
                .orElseThrow();

        for (String block : blocks) {
            ObjectNode values = (ObjectNode) Chart.YAML.readTree(least);
            check(Values.merged(values, (ObjectNode) Chart.YAML.readTree(block)), block);
        }
    }

    @Test
    void theValuesOfTheExamplesRender() throws IOException {
        JsonNode argo = Chart.YAML.readTree(Files.readString(Path.of("examples", "argocd-application.yaml")));
        check(argo.at("/spec/source/helm/valuesObject"), "Argo CD");

        for (JsonNode object : Chart.YAML
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(Files.readString(Path.of("examples", "flux-helmrelease.yaml")))
                .readAll()) {
            if (object.path("kind").asText().equals("HelmRelease")) {
                check(object.at("/spec/values"), "Flux");
            }
        }
    }

    private void check(JsonNode values, String from) throws IOException {
        Path file = Files.writeString(folder.resolve("values.yaml"), Chart.YAML.writeValueAsString(values));
        assertThat(Chart.rendered(file))
                .as(from)
                .isNotEmpty()
                .allSatisfy(
                        object -> assertThatCode(() -> ApiModel.check(object)).doesNotThrowAnyException());
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?s)\n```" + language + "\n(.*?)```")
                .matcher(Files.readString(GUIDE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
