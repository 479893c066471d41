package io.sluice.local.command;

import io.sluice.local.UserError;
import io.sluice.local.check.HowFar;
import io.sluice.local.check.PollLag;
import io.sluice.local.connections.ConnectionsApi;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.process.Mark;
import io.sluice.local.process.Memory;
import io.sluice.local.stack.StackHealth;
import io.sluice.local.state.StackFile;
import io.sluice.local.state.StackState;
import io.sluice.local.state.StackState.RunningPart;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the parts and whether each can do its work. */
@Command(
        name = "status",
        description = "Shows every process, its port, health, uptime and memory; exit code 0 only if all are healthy.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Home home = Here.home();
        Optional<StackState> read = new StackFile(home).read();
        if (read.isEmpty()) {
            out.println("Nothing is running: ./sluice up starts everything.");
            return 1;
        }
        StackState state = read.get();
        Ports ports = new Ports(state.portOffset());
        StackHealth health = new StackHealth(home, ports);
        boolean allHealthy =
                state.phase() == StackState.Phase.READY && state.supervisor().isAlive();
        out.printf(
                "%-20s %8s %6s  %-10s %9s %9s %8s%n", "PART", "PID", "PORT", "HEALTH", "UPTIME", "MEMORY", "RESTARTS");
        row(out, "supervisor", state.supervisor(), "", state.supervisor().isAlive() ? phase(state) : "dead", "");
        for (RunningPart part : state.parts()) {
            String word = health.of(part);
            allHealthy &= word.equals(StackHealth.HEALTHY);
            row(out, part.name(), part.mark(), Integer.toString(part.port()), word, Integer.toString(part.restarts()));
        }
        if (state.part("connection-service").isPresent()) {
            connections(out, ports);
        }
        if (!allHealthy) {
            out.println("Not everything is healthy: ./sluice logs PART says more.");
        }
        return allHealthy ? 0 : 1;
    }

    private static String phase(StackState state) {
        return state.phase().name().toLowerCase(Locale.ROOT);
    }

    private static void row(PrintWriter out, String name, Mark mark, String port, String health, String restarts) {
        boolean alive = mark.isAlive();
        String uptime = alive
                ? TimeSpan.text(
                        Duration.between(mark.startedAt(), Clock.systemUTC().instant()))
                : "-";
        String memory = alive
                ? Memory.residentMegabytes(mark.pid()).stream()
                        .mapToObj(mb -> mb + " MB")
                        .findFirst()
                        .orElse("-")
                : "-";
        out.printf("%-20s %8d %6s  %-10s %9s %9s %8s%n", name, mark.pid(), port, health, uptime, memory, restarts);
    }

    private static void connections(PrintWriter out, Ports ports) throws InterruptedException {
        try {
            Map<String, HowFar> defender = new PollLag(Ports.http(ports.incidentPollerManagement())).howFar();
            Map<String, HowFar> sentinel = new PollLag(Ports.http(ports.sentinelReaderManagement())).howFar();
            Instant now = Clock.systemUTC().instant();
            ConnectionTable.print(out, new ConnectionsApi(ports).list(), defender, sentinel, now);
        } catch (UserError e) {
            out.println("The connections cannot be listed: " + e.getMessage());
        }
    }
}
