package io.sluice.microsoft.agent;

import io.sluice.contracts.access.Agents;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.ServedBy;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which connections a service serves: as an agent those with its label, otherwise those without a label. Every service
 * sees all connections and all requests; that each is one side's and no other's is decided here.
 *
 * @param agent the agent's name; null for a main service
 * @param alone whether no agent runs this service, so that nobody else would answer requests for labelled connections
 */
public record Side(@Nullable String agent, boolean alone) {

    /** A main service of a kind that no agent runs. */
    public static final Side ALONE = new Side(null, true);

    /** A main service beside agents of its kind. */
    public static final Side MAIN = new Side(null, false);

    public Side {
        if (agent != null && !Agents.isName(agent)) {
            throw new IllegalArgumentException(
                    "The setting sluice.agent is the name of an agent, " + Agents.FORM + "; '" + agent + "' is not.");
        }
    }

    /**
     * Returns the side that the setting {@code sluice.agent} says.
     *
     * @throws IllegalArgumentException if that is no agent's name
     */
    public static Side of(Optional<String> agent) {
        return agent.map(name -> new Side(name, false)).orElse(MAIN);
    }

    /** Says whether this is no agent. */
    public boolean isMain() {
        return agent == null;
    }

    /** Says whether this side uses a connection. */
    public boolean serves(Connection connection) {
        return Objects.equals(agent, connection.agent());
    }

    /** Says whether this side answers what was asked of a connection at an instant, if only to refuse it. */
    public boolean answers(Connection connection, Instant asked) {
        ServedBy servedBy = connection.servedBy();
        return alone || Objects.equals(agent, servedBy == null ? null : servedBy.at(asked));
    }

    /** Returns what a service's transactional ids begin with on this side. */
    public String application(String service) {
        return agent == null ? service : Agents.prefix(agent) + service;
    }
}
