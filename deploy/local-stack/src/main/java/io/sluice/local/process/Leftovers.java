package io.sluice.local.process;

import io.sluice.local.home.Home;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the processes of a clone's stack by what stands on their command lines, whether or not anybody recorded them:
 * every JVM carries {@link Home#mark()}, PostgreSQL its data folder.
 */
public final class Leftovers {

    private Leftovers() {}

    /** Returns the processes of this clone's stack that are running now. */
    public static List<Mark> of(Home home) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> belongsTo(home, process.info()))
                .map(Mark::of)
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean belongsTo(Home home, ProcessHandle.Info info) {
        String[] arguments = info.arguments().orElse(new String[0]);
        String postgres = home.data().resolve("postgres").toString();
        return Arrays.asList(arguments).contains(home.mark())
                || (info.command()
                                .filter(command -> command.endsWith("/postgres"))
                                .isPresent()
                        && Arrays.asList(arguments).contains(postgres));
    }
}
