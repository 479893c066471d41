package io.sluice.simulator.kql;

/**
 * A column of a table.
 *
 * @param name its name, compared with regard to case
 * @param type its type
 */
public record Column(String name, Type type) {}
