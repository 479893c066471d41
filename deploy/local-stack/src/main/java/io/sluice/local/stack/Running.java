package io.sluice.local.stack;

import java.util.function.Consumer;

/** A stack that is ended when it is closed, and also if somebody presses Ctrl-C before. */
public final class Running implements AutoCloseable {

    private final Runnable stop;
    private final Thread ctrlC;

    /**
     * Takes what starts the stack, before it does.
     *
     * @throws InterruptedException if somebody has pressed Ctrl-C already: nothing may be started any more
     */
    public Running(Supervisor supervisor) throws InterruptedException {
        this(supervisor::stop, Runtime.getRuntime()::addShutdownHook);
    }

    Running(Runnable stop, Consumer<Thread> onCtrlC) throws InterruptedException {
        this.stop = stop;
        ctrlC = new Thread(stop);
        try {
            onCtrlC.accept(ctrlC);
        } catch (IllegalStateException goingDown) {
            InterruptedException interrupted = new InterruptedException("Ctrl-C came before the stack was started");
            interrupted.initCause(goingDown);
            throw interrupted;
        }
    }

    @Override
    public void close() {
        stop.run();
        try {
            Runtime.getRuntime().removeShutdownHook(ctrlC);
        } catch (IllegalStateException goingDown) {
            // It is what is running.
        }
    }
}
