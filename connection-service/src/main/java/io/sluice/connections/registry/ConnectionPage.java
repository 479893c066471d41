package io.sluice.connections.registry;

import java.util.List;
import java.util.Optional;

/**
 * Some connections of a long list.
 *
 * @param connections by name
 * @param next the name after which the list goes on, or nothing at its end
 */
public record ConnectionPage(List<RegisteredConnection> connections, Optional<String> next) {
    public ConnectionPage {
        connections = List.copyOf(connections);
    }
}
