package io.sluice.microsoft.capability;

/**
 * The application of Microsoft's that stands for an interface in every tenant, and has its permissions.
 *
 * @param name as the portal's permission picker shows it
 * @param appId its application id, a GUID, the same in every tenant
 */
public record ResourceApplication(String name, String appId) {}
