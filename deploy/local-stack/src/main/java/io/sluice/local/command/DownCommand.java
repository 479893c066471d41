package io.sluice.local.command;

import io.sluice.local.UserError;
import io.sluice.local.home.Home;
import io.sluice.local.process.Ending;
import io.sluice.local.process.Leftovers;
import io.sluice.local.process.Mark;
import io.sluice.local.state.StackFile;
import io.sluice.local.state.StackState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends the stack, and whatever an interrupted one left behind. */
@Command(
        name = "down",
        description = "Ends everything that up has started, and what an interrupted up left behind.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    private static final Duration GRACE = Duration.ofMinutes(1);

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Home home = Here.home();
        StackFile file = new StackFile(home);
        Optional<Mark> supervisor = file.read().map(StackState::supervisor).filter(Mark::isAlive);
        List<Mark> before = Leftovers.of(home);
        if (supervisor.isEmpty() && before.isEmpty()) {
            file.delete();
            out.println("Nothing is running.");
            return 0;
        }
        // The supervisor ends the parts in the right order; what it does not is ended below.
        supervisor.ifPresent(mark -> Ending.end(List.of(mark), GRACE));
        Ending.end(Leftovers.of(home), Duration.ofSeconds(15));
        List<Mark> left = Leftovers.of(home);
        if (!left.isEmpty()) {
            throw new UserError("These processes of the stack could not be ended; do they belong to another user? "
                    + left.stream().map(Mark::pid).toList());
        }
        file.delete();
        out.println("Everything has ended.");
        return 0;
    }
}
