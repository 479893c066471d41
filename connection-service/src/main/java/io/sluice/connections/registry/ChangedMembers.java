package io.sluice.connections.registry;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The names of the members in which two details of a connection differ. */
public final class ChangedMembers {

    private ChangedMembers() {}

    /** Returns the names, such as {@code capabilities.sentinel}, in the order of the members. */
    public static List<String> between(ConnectionDetails before, ConnectionDetails after) {
        List<String> names = new ArrayList<>();
        add(names, "name", before.name(), after.name());
        add(names, "tenantDomain", before.tenantDomain(), after.tenantDomain());
        add(names, "cloud", before.cloud(), after.cloud());
        add(names, "baseUrls", before.baseUrls(), after.baseUrls());
        add(names, "clientId", before.clientId(), after.clientId());
        add(names, "enabled", before.enabled(), after.enabled());
        add(names, "pollInterval", before.pollInterval(), after.pollInterval());
        for (Capability capability : Capability.values()) {
            add(
                    names,
                    "capabilities." + capability.word(),
                    of(before.capabilities(), capability),
                    of(after.capabilities(), capability));
        }
        add(names, "agent", before.agent(), after.agent());
        add(names, "credentialUse", before.credentialUse(), after.credentialUse());
        return names;
    }

    private static Object of(Capabilities capabilities, Capability capability) {
        Object settings = switch (capability) {
            case DEFENDER_INCIDENTS -> capabilities.defenderIncidents();
            case QUARANTINE -> capabilities.quarantine();
            case SENTINEL -> capabilities.sentinel();
            case CLOUD_APPS -> capabilities.cloudApps();
            case LIVE_RESPONSE -> capabilities.liveResponse();
            case DIRECTORY_CONTEXT -> capabilities.directoryContext();
        };
        return settings == null ? "off" : settings;
    }

    private static void add(List<String> names, String name, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            names.add(name);
        }
    }
}
