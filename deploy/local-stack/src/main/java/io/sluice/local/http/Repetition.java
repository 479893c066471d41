package io.sluice.local.http;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;

/**
 * Tries something again that may be done twice, when its answer broke off: a busy machine drops a connection now and
 * then. Where nothing listens at all, trying again would only delay the news.
 *
 * @param pauses how long to wait before each further attempt
 */
public record Repetition(List<Duration> pauses) {

    /** Five attempts over about six seconds. */
    public static final Repetition SHORT = new Repetition(
            List.of(Duration.ofMillis(200), Duration.ofMillis(800), Duration.ofSeconds(2), Duration.ofSeconds(3)));

    /** Copies the list. */
    public Repetition {
        pauses = List.copyOf(pauses);
    }

    /** What is tried; it has the same effect however often it is done. */
    @FunctionalInterface
    public interface Attempt<T> {
        /** Does it once. */
        T make() throws IOException, InterruptedException;
    }

    /**
     * Returns what the first attempt returns that does not fail.
     *
     * @throws IOException the failure of the last attempt
     */
    public <T> T of(Attempt<T> attempt) throws IOException, InterruptedException {
        for (Duration pause : pauses) {
            try {
                return attempt.make();
            } catch (ConnectException nobodyThere) {
                throw nobodyThere;
            } catch (IOException brokenOff) {
                Thread.sleep(pause);
            }
        }
        return attempt.make();
    }
}
