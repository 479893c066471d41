package io.sluice.enrichment.directory.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.directory.UserEntry;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks users up in Microsoft Graph: the user, the manager, the memberships, the registered second factors and the risk
 * (Microsoft Learn: "Get user", "List manager", "List a user's memberships (direct and transitive)", "Get
 * userRegistrationDetails", "Get riskyUser").
 */
public final class UserLookup {

    private static final String RISK_HIDDEN = "hidden";
    private static final String CHINA = "china";

    private final DirectoryCalls calls;
    private final InstantSource clock;

    /** Makes a look-up through these calls. */
    public UserLookup(DirectoryCalls calls, InstantSource clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * Looks a user up. The user's own object that fails otherwise than by being refused fails the look-up: a better
     * answer can be had a little later.
     *
     * @throws MicrosoftException if nothing can be read
     * @throws InterruptedException if the thread is to stop
     */
    public LookedUp lookUp(Connection connection, Subject subject, Instant deadline)
            throws MicrosoftException, InterruptedException {
        JsonNode user;
        try {
            user = calls.get(connection, Part.USER, user(subject), deadline, JsonAnswer::identified);
        } catch (MicrosoftException failed) {
            if (DirectoryCalls.isUnknown(failed)) {
                return LookedUp.UNKNOWN;
            } else if (failed.failure() instanceof Forbidden && subject.isId()) {
                return withoutDirectory(connection, subject.name(), deadline, failed);
            }
            throw failed;
        }
        String id = JsonAnswer.id(user);
        Gathering gathering = new Gathering(clock.instant());
        String manager = gathering.part(Part.MANAGER, () -> manager(connection, id, deadline));
        Memberships memberships =
                gathering.part(Part.MEMBERSHIPS, () -> Memberships.read(calls, connection, path(id), deadline));
        if (memberships == null) {
            memberships = Memberships.NONE;
        }
        memberships.warnings().forEach(gathering::warn);
        JsonNode factors = gathering.part(Part.SECOND_FACTOR, () -> factors(connection, id, deadline));
        JsonNode risk = risk(gathering, connection, id, deadline);
        return entry(gathering, id, user, manager, memberships, factors, risk);
    }

    /**
     * Tells what others than the directory say of an object id.
     *
     * @throws MicrosoftException what the directory said, if they say nothing
     */
    private LookedUp withoutDirectory(Connection connection, String id, Instant deadline, MicrosoftException refused)
            throws MicrosoftException, InterruptedException {
        Gathering gathering = new Gathering(clock.instant());
        gathering.without(Part.USER, refused);
        JsonNode factors = gathering.part(Part.SECOND_FACTOR, () -> factors(connection, id, deadline));
        JsonNode risk = risk(gathering, connection, id, deadline);
        if (factors == null && (risk == null || !risk.isObject())) {
            throw refused;
        }
        JsonNode known = factors == null ? MissingNode.getInstance() : factors;
        return entry(gathering, id, known, null, Memberships.NONE, factors, risk);
    }

    private static LookedUp entry(
            Gathering gathering,
            String id,
            JsonNode user,
            @Nullable String manager,
            Memberships memberships,
            @Nullable JsonNode factors,
            @Nullable JsonNode risk) {
        JsonNode registered = factors == null ? MissingNode.getInstance() : factors;
        UserEntry entry = new UserEntry(
                id,
                JsonAnswer.lower(user, "userPrincipalName"),
                JsonAnswer.text(user, "displayName"),
                JsonAnswer.lower(user, "mail"),
                JsonAnswer.text(user, "department"),
                JsonAnswer.text(user, "jobTitle"),
                JsonAnswer.truth(user, "accountEnabled"),
                manager,
                memberships.groups(),
                memberships.roles(),
                JsonAnswer.truth(registered, "isMfaRegistered"),
                JsonAnswer.texts(registered, "methodsRegistered"),
                risk(risk, "riskLevel"),
                risk(risk, "riskState"));
        return gathering.entry(warnings -> new DirectoryEntry(entry, null, warnings));
    }

    private @Nullable String manager(Connection connection, String id, Instant deadline)
            throws MicrosoftException, InterruptedException {
        JsonNode manager = calls.get(
                connection,
                Part.MANAGER,
                path(id) + "/manager?$select=id,userPrincipalName",
                deadline,
                JsonAnswer::object);
        return JsonAnswer.lower(manager, "userPrincipalName");
    }

    private JsonNode factors(Connection connection, String id, Instant deadline)
            throws MicrosoftException, InterruptedException {
        return calls.get(
                connection,
                Part.SECOND_FACTOR,
                "/v1.0/reports/authenticationMethods/userRegistrationDetails/" + DirectoryCalls.encoded(id),
                deadline,
                JsonAnswer::object);
    }

    /**
     * Reads a risk.
     *
     * @return no object where Entra ID Protection has never found any; nothing where it cannot be read
     */
    private @Nullable JsonNode risk(Gathering gathering, Connection connection, String id, Instant deadline)
            throws InterruptedException {
        if (connection.cloud().equals(CHINA)) {
            return null; // has no Entra ID Protection, and would say that it does not know the user
        }
        JsonNode risk = gathering.part(Part.RISK, () -> {
            try {
                return calls.get(
                        connection,
                        Part.RISK,
                        "/v1.0/identityProtection/riskyUsers/" + DirectoryCalls.encoded(id),
                        deadline,
                        JsonAnswer::object);
            } catch (MicrosoftException failed) {
                if (DirectoryCalls.isUnknown(failed)) {
                    return MissingNode.getInstance();
                }
                throw failed;
            }
        });
        if (risk != null && RISK_HIDDEN.equals(JsonAnswer.text(risk, "riskLevel"))) {
            gathering.warn(
                    "The user's risk is hidden. The tenant needs a licence of " + Part.RISK.licence() + " for it.");
            return null;
        }
        return risk;
    }

    private static @Nullable String risk(@Nullable JsonNode risk, String member) {
        if (risk == null) {
            return null;
        }
        return risk.isObject() ? JsonAnswer.text(risk, member) : "none";
    }

    private static String user(Subject subject) {
        String name = subject.name();
        // Graph takes what begins with a dollar sign for an operation, unless it is a key in quotes.
        return (name.startsWith("$") ? "/v1.0/users(" + DirectoryCalls.quoted(name) + ")" : path(name))
                + "?$select=id,userPrincipalName,displayName,mail,department,jobTitle,accountEnabled";
    }

    private static String path(String idOrName) {
        return "/v1.0/users/" + DirectoryCalls.encoded(idOrName);
    }
}
