package io.sluice.local.correlation;

/**
 * What an alert truly is part of.
 *
 * @param play one run of a scenario, unique over all tenants; its alerts belong together, and with no others
 * @param scenario the scenario's name
 * @param attack whether it is an attack, and not noise
 */
public record PlayOfAlert(String play, String scenario, boolean attack) {}
