package io.sluice.simulator.incident;

import java.time.Instant;

/**
 * A comment on an incident.
 *
 * @param text what was said
 * @param author who said it
 * @param time when
 */
public record Comment(String text, String author, Instant time) {}
