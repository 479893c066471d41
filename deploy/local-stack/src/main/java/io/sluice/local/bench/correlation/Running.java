package io.sluice.local.bench.correlation;

import io.sluice.local.stack.Supervisor;

/** A stack that is ended when it is closed, and also if somebody presses Ctrl-C before. */
final class Running implements AutoCloseable {

    private final Supervisor supervisor;
    private final Thread ctrlC;

    Running(Supervisor supervisor) {
        this.supervisor = supervisor;
        ctrlC = new Thread(supervisor::stop);
        Runtime.getRuntime().addShutdownHook(ctrlC);
    }

    @Override
    public void close() {
        supervisor.stop();
        try {
            Runtime.getRuntime().removeShutdownHook(ctrlC);
        } catch (IllegalStateException goingDown) {
            // It is what is running.
        }
    }
}
