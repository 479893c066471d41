package io.sluice.microsoft.capability;

/**
 * A member of a connection that an operator fills in.
 *
 * @param name its path in a connection, such as {@code capabilities.sentinel.workspaceId}
 * @param meaning what it is, for people
 * @param whereToFind where the portal shows it, for people
 * @param example a value of its form
 */
public record Field(String name, String meaning, String whereToFind, String example) {}
