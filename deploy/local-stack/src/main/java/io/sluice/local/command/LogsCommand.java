package io.sluice.local.command;

import io.sluice.local.UserError;
import io.sluice.local.home.Home;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a part's log. */
@Command(
        name = "logs",
        description =
                "Shows the log of a part: kafka, postgres, microsoft-simulator, connection-service, incident-poller,"
                        + " quarantine-fetcher, sentinel-reader, enrichment-service, supervisor.",
        mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SERVICE", description = "the part")
    private String service = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on showing what is added.")
    private boolean follow;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Home home = Here.home();
        Path log = home.log(service);
        if (!log.normalize().startsWith(home.logs()) || !Files.isRegularFile(log)) {
            throw new UserError("There is no log of '" + service + "'; there are: " + names(home) + ".");
        }
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            do {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    out.println(line);
                }
                out.flush();
                if (follow) {
                    Thread.sleep(Duration.ofMillis(250));
                }
            } while (follow && !out.checkError());
        }
        return 0;
    }

    private static String names(Home home) {
        try (Stream<Path> logs = Files.list(home.logs())) {
            return logs.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            return "none, because nothing was started yet";
        }
    }
}
