package io.sluice.connections.registry;

import java.util.UUID;

/** Fired in this process once a change of a connection is committed. */
public record ConnectionChanged(UUID connectionId) {}
