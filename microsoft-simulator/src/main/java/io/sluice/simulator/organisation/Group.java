package io.sluice.simulator.organisation;

import java.util.List;

/**
 * A group of Entra ID.
 *
 * @param id its object id
 * @param name its name
 * @param description what it is for
 * @param team whether it is a Microsoft 365 group, with a mailbox; if not, it is a security group
 * @param within the groups that it is a member of
 */
public record Group(String id, String name, String description, boolean team, List<Group> within) {}
