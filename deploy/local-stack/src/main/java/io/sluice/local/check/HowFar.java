package io.sluice.local.check;

import java.time.Duration;

/**
 * How far a service has read a connection, as its metrics say.
 *
 * @param behind how far back the oldest lies that has not been read
 * @param newBehind how far behind the reading of what is new lies, whatever of the past is still to be read
 * @param past how much of the past is still to be read, beside what is new
 * @param young how long ago the young findings were read again
 */
public record HowFar(Duration behind, Duration newBehind, Duration past, Duration young) {}
