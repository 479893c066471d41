package io.sluice.local.stack;

import io.sluice.local.home.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command lines of the stack's JVMs. */
public final class JavaCommand {

    private JavaCommand() {}

    /**
     * Returns a command for the JDK that runs this program, marked as belonging to the clone's stack.
     *
     * @param megabytes the largest heap
     */
    public static List<String> of(Home home, int megabytes, String... rest) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(home.mark());
        command.add("-Xmx" + megabytes + "m");
        // The collector with the smallest footprint; these heaps are too small for the others to gain anything.
        command.add("-XX:+UseSerialGC");
        command.add("-XX:+ExitOnOutOfMemoryError");
        // So many processes start at once that compiling all they do some hundred times would cost more than it saves:
        // only what is really hot gets the optimizing compiler. A start costs a third less.
        command.add("-XX:Tier4InvocationThreshold=50000");
        command.add("-XX:Tier4MinInvocationThreshold=20000");
        command.add("-XX:Tier4CompileThreshold=100000");
        command.add("-XX:Tier4BackEdgeThreshold=200000");
        // Glibc is made to give back what the compilers no longer need.
        command.add("-XX:TrimNativeHeapInterval=5000");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(Arrays.asList(rest));
        return command;
    }
}
