package io.sluice.local.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Gives one processor core to a process and the others to the rest, where the system has {@code taskset}. */
public final class Pinning {

    private Pinning() {}

    /**
     * Leaves the first core to a process alone.
     *
     * @param others the processes that must do with the other cores, this one among them
     * @return false if the system cannot do it
     */
    public static boolean apart(long pid, long... others) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        if (cores < 2 || !pin(pid, "0")) {
            return false;
        }
        String rest = cores == 2 ? "1" : "1-" + (cores - 1);
        boolean done = true;
        for (long other : others) {
            done &= pin(other, rest);
        }
        return done;
    }

    private static boolean pin(long pid, String cores) throws InterruptedException {
        try {
            Process taskset = new ProcessBuilder("taskset", "-a", "-p", "-c", cores, Long.toString(pid))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return taskset.waitFor(10, TimeUnit.SECONDS) && taskset.exitValue() == 0;
        } catch (IOException none) {
            return false;
        }
    }
}
