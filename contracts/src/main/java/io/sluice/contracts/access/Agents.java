package io.sluice.contracts.access;

import io.sluice.contracts.access.Principal.Kind;
import io.sluice.contracts.topic.Topics;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Services in a customer's network that serve that customer's connections alone: their names, and what they may do on
 * Kafka. An agent only reads Microsoft; what it reads is normalized by the main services, so that an alert is emitted
 * once whoever has read it.
 */
public final class Agents {

    /** The form of an agent's name, for people. */
    public static final String FORM = "1 to 32 lower-case letters and digits, the first a letter, such as contoso";

    /** What the names of consumer groups and application ids of the main services begin with. */
    public static final String MAIN_PREFIX = "sluice-";

    /** Without a hyphen, so that no agent's prefix is the beginning of another one's. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,31}");

    private Agents() {}

    /** Says whether a text has the form of an agent's name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Returns what the names of an agent's groups, transactions and internal topics begin with, and no other's. */
    public static String prefix(String agent) {
        return "sluice-agent-" + agent + "-";
    }

    /** Returns what an agent needs that runs all services that an agent can run. */
    public static Principal principal(String agent) {
        if (!isName(agent)) {
            throw new IllegalArgumentException("An agent's name is " + FORM + "; '" + agent + "' is not");
        }
        return new Principal(
                "agent-" + agent,
                Kind.SERVICE,
                "Reads Microsoft for the connections with the label " + agent
                        + ", and answers requests for them; sees the requests for all",
                List.of(
                        Topics.CONNECTIONS,
                        Topics.CONNECTION_STATUS,
                        Topics.QUARANTINE_REQUESTS,
                        Topics.QUARANTINE_RESULTS,
                        Topics.QUERY_REQUESTS,
                        Topics.QUERY_RESULTS,
                        Topics.INCIDENT_REQUESTS,
                        Topics.INCIDENT_RESULTS),
                List.of(
                        Topics.RAW_INCIDENTS,
                        Topics.RAW_ALERTS,
                        Topics.DEAD_LETTERS,
                        Topics.CONNECTION_STATUS,
                        Topics.QUARANTINE_REQUESTS,
                        Topics.QUARANTINE_RESULTS,
                        Topics.QUERY_REQUESTS,
                        Topics.QUERY_RESULTS,
                        Topics.INCIDENT_REQUESTS,
                        Topics.INCIDENT_RESULTS,
                        Topics.AUDIT),
                List.of(Topics.INCIDENTS, Topics.ALERTS),
                List.of(prefix(agent)),
                List.of(),
                List.of());
    }
}
