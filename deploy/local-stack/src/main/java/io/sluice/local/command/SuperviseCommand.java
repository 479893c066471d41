package io.sluice.local.command;

import io.sluice.local.UserError;
import io.sluice.local.stack.Progress;
import io.sluice.local.stack.Supervisor;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code up --detach} leaves running. Not for people. */
@Command(name = SuperviseCommand.NAME, description = "Runs the stack in the background.", hidden = true)
public final class SuperviseCommand implements Callable<Integer> {

    static final String NAME = "supervisor";

    @Option(names = "--only", split = ",")
    private Set<String> only = new LinkedHashSet<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Supervisor supervisor =
                new Supervisor(Here.home(), Here.wantedPorts(), only, Map.of(), Progress.on(out), Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop));
        try {
            supervisor.start();
        } catch (UserError e) {
            supervisor.stop();
            supervisor.recordFailure(String.valueOf(e.getMessage()));
            return 1;
        } catch (IllegalStateException e) {
            supervisor.stop();
            supervisor.recordFailure("The start failed in a way that ./sluice does not know; ./sluice logs " + NAME
                    + " has the details, please report them.");
            throw e;
        }
        supervisor.watch();
        return 0;
    }
}
