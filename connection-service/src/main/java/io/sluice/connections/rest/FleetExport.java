package io.sluice.connections.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.credentials.CredentialVault.Unlocked;
import io.sluice.connections.registry.ConnectionFilter;
import io.sluice.connections.registry.ConnectionPage;
import io.sluice.connections.registry.Connections;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.sealing.RecipientKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes connections as a list that can be kept in Git and applied again. */
@ApplicationScoped
class FleetExport {

    /** The member of an entry that is for people; apply does not look at it. */
    static final String NOTE = "note";

    private static final List<String> SET_BY_THE_SERVICE = List.of("id", "revision", "createdAt", "changedAt");
    private static final int PAGE = 1000;
    private static final String LEFT_OUT =
            "The private key of the certificate was made by the service and leaves it only"
                    + " with encryptTo \"service\", so it is not here: where this is applied, generate a new certificate and upload it"
                    + " to the app registration.";

    private final Connections connections;
    private final ObjectMapper json;
    private final ObjectMapper yaml;

    FleetExport(Connections connections, ObjectMapper json) {
        this.connections = connections;
        this.json = json;
        this.yaml = new ObjectMapper(new YAMLFactory()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));
    }

    /** Returns all connections that pass a filter, by name. */
    List<RegisteredConnection> selected(ConnectionFilter filter) {
        List<RegisteredConnection> selected = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            ConnectionPage page = connections.page(filter, after, PAGE);
            selected.addAll(page.connections());
            after = page.next();
        } while (after.isPresent());
        return selected;
    }

    /**
     * For whom credentials are sealed.
     *
     * @param isOurs whether it is this service's own key: only then private keys that the service made are sealed, too
     */
    record Recipient(RecipientKey key, boolean isOurs) {}

    /**
     * Writes a list.
     *
     * @param sealFor whom active credentials are sealed for; nothing: they are left out
     */
    byte[] write(List<RegisteredConnection> selected, Optional<Recipient> sealFor, boolean isYaml) throws IOException {
        ObjectNode document = json.createObjectNode();
        var list = document.putArray("connections");
        for (RegisteredConnection connection : selected) {
            ObjectNode entry = json.valueToTree(ConnectionView.of(connection));
            entry.remove(SET_BY_THE_SERVICE);
            sealFor.ifPresent(recipient -> seal(entry, connection, recipient));
            list.add(entry);
        }
        return isYaml ? yaml.writeValueAsBytes(document) : json.writeValueAsBytes(document);
    }

    private void seal(ObjectNode entry, RegisteredConnection connection, Recipient recipient) {
        for (Unlocked active : connections.activeCredentials(connection.id())) {
            boolean generated = active.credential().generated();
            if (generated && !recipient.isOurs) {
                entry.put(NOTE, LEFT_OUT);
                continue;
            }
            String sealed =
                    recipient.key.seal(active.material(), connection.details().name(), generated);
            if (active.credential().kind() == CredentialKind.CERTIFICATE) {
                entry.putObject("certificate").put("sealed", sealed);
                continue;
            }
            entry.putObject("clientSecret").put("sealed", sealed);
            if (active.credential().secretId() != null) {
                entry.put("secretId", active.credential().secretId());
            }
            if (active.credential().expiresAt() != null) {
                entry.put("secretExpiresAt", active.credential().expiresAt().toString());
            }
        }
    }
}
