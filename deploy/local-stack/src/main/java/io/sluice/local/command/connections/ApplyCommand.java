package io.sluice.local.command.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.UserError;
import io.sluice.local.connections.ConnectionsApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the connections what a file says. */
@Command(
        name = "apply",
        description = "Creates and changes connections so that they are as a YAML or JSON file says. Exit code 1 if one"
                + " could not be.",
        mixinStandardHelpOptions = true)
final class ApplyCommand implements Callable<Integer> {

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "FILE", description = "YAML or JSON; - for standard input")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--prune", description = "Delete the connections that the file does not name.")
    private boolean prune;

    @Override
    public Integer call() throws InterruptedException {
        String path = "/connections/apply?dryRun=" + dryRun + "&prune=" + prune;
        String type = file.toString().endsWith(".json") ? "application/json" : "application/yaml";
        JsonNode answer = ConnectionsApi.done(target.api().send("POST", path, type, content()), "did not apply " + file)
                .json();
        int failed = 0;
        for (JsonNode result : answer.path("results")) {
            String outcome = result.path("outcome").asText();
            StringJoiner changed = new StringJoiner(", ", " (", ")").setEmptyValue("");
            result.path("changed").forEach(member -> changed.add(member.asText()));
            target.out().printf("%-10s %s%s%n", outcome, result.path("name").asText(), changed);
            if (result.hasNonNull("detail")) {
                target.out().println("           " + result.path("detail").asText());
            }
            if (outcome.equals("failed")) {
                failed++;
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private byte[] content() {
        try {
            return file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UserError("The file " + file + " cannot be read.", e);
        }
    }
}
