package io.sluice.local.command;

import io.sluice.local.UserError;
import io.sluice.local.feed.AlertFeed;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.process.Ending;
import io.sluice.local.process.Leftovers;
import io.sluice.local.process.Mark;
import io.sluice.local.process.Spawner;
import io.sluice.local.stack.JavaCommand;
import io.sluice.local.stack.Supervisor;
import io.sluice.local.state.StackFile;
import io.sluice.local.state.StackState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the stack, and shows alerts as they arrive until Ctrl-C ends everything. */
@Command(
        name = "up",
        description = "Starts everything, then shows alerts as they arrive; Ctrl-C ends everything.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    private static final Duration GRACE = Duration.ofMinutes(1);

    @Option(names = "--detach", description = "Return as soon as everything is ready; ./sluice down ends it.")
    private boolean detach;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Start only these parts, such as kafka,postgres.")
    private Set<String> only = new LinkedHashSet<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return detach ? inBackground() : inForeground();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private int inForeground() throws InterruptedException {
        Home home = Here.home();
        Ports ports = Here.wantedPorts();
        PrintWriter out = out();
        Supervisor supervisor =
                new Supervisor(home, ports, only, Map.of(), line -> println(out, line), Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop));
        try {
            supervisor.start();
        } catch (UserError | IllegalStateException e) {
            supervisor.stop();
            throw e;
        }
        if (only.isEmpty()) {
            Thread.ofVirtual()
                    .start(new AlertFeed(
                            ports, out, System.getProperty("sluice.colour") != null, supervisor.startedAt()));
        }
        supervisor.watch();
        return 0;
    }

    private int inBackground() throws IOException, InterruptedException {
        Home home = Here.home();
        Path log = home.log(SuperviseCommand.NAME);
        StackFile file = new StackFile(home);
        if (file.read().filter(state -> state.supervisor().isAlive()).isPresent()) {
            throw new UserError(
                    "A stack of this folder is already running: ./sluice status shows it, ./sluice down ends it.");
        }
        try {
            Files.createDirectories(home.logs());
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UserError(
                    "Cannot write to " + home.logs()
                            + ": give your user that folder, or delete it as the user who owns it.",
                    e);
        }
        file.delete();
        List<String> arguments = new ArrayList<>(
                List.of("-Dsluice.home=" + home.root(), "-jar", home.ownJar().toString(), SuperviseCommand.NAME));
        if (!only.isEmpty()) {
            arguments.addAll(List.of("--only", String.join(",", only)));
        }
        Mark supervisor = Spawner.spawn(JavaCommand.of(home, 256, arguments.toArray(String[]::new)), Map.of(), log);
        // Ctrl-C while it starts means: not at all.
        Thread ctrlC = new Thread(() -> Ending.end(List.of(supervisor), GRACE));
        Runtime.getRuntime().addShutdownHook(ctrlC);
        Optional<StackState> state = followUntilReady(log, file, supervisor);
        Runtime.getRuntime().removeShutdownHook(ctrlC);
        if (state.filter(last -> last.phase() == StackState.Phase.READY).isPresent()) {
            println(
                    out(),
                    "Running in the background. ./sluice topic alerts shows alerts, ./sluice status the parts, ./sluice down ends it.");
            return 0;
        }
        Ending.end(Leftovers.of(home), GRACE);
        file.delete();
        throw new UserError(state.map(StackState::message)
                .filter(message -> !message.isEmpty())
                .orElse("The stack ended while it was starting; " + log + " says why."));
    }

    /** Shows what the supervisor says until it has succeeded or failed. */
    private Optional<StackState> followUntilReady(Path log, StackFile file, Mark supervisor)
            throws IOException, InterruptedException {
        PrintWriter out = out();
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            while (true) {
                Optional<StackState> state =
                        file.read().filter(read -> read.supervisor().pid() == supervisor.pid());
                boolean over = !supervisor.isAlive()
                        || state.filter(read -> read.phase() == StackState.Phase.READY
                                        || read.phase() == StackState.Phase.FAILED)
                                .isPresent();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    println(out, line);
                }
                if (over) {
                    return file.read();
                }
                Thread.sleep(Duration.ofMillis(150));
            }
        }
    }

    private static void println(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
