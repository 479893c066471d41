package io.sluice.simulator.organisation;

import io.sluice.simulator.incident.Evidence;

/**
 * Somebody who works for a tenant.
 *
 * @param displayName full name
 * @param user the account
 * @param mailbox the mailbox
 */
public record Person(String displayName, Evidence.User user, Evidence.Mailbox mailbox) {}
