package io.sluice.local.correlation;

/**
 * What an alert truly is part of.
 *
 * @param play one run of a scenario, unique over all tenants; its alerts belong together, and with no others
 * @param scenario the scenario's name
 */
public record PlayOfAlert(String play, String scenario) {}
