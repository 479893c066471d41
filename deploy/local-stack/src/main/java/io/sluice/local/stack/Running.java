package io.sluice.local.stack;

/** A stack that is ended when it is closed, and also if somebody presses Ctrl-C before. */
public final class Running implements AutoCloseable {

    private final Supervisor supervisor;
    private final Thread ctrlC;

    /** Takes what starts the stack, before it does. */
    public Running(Supervisor supervisor) {
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
