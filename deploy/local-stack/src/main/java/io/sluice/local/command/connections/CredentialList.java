package io.sluice.local.command.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.UserError;
import io.sluice.local.connections.ConnectionsApi;
import java.util.ArrayList;
import java.util.List;

/** The credentials of one connection. */
final class CredentialList {

    private final ConnectionsApi api;
    private final String path;

    CredentialList(ConnectionsApi api, String connectionId) {
        this.api = api;
        this.path = "/connections/" + connectionId + "/credentials";
    }

    String path() {
        return path;
    }

    List<JsonNode> all() throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        ConnectionsApi.done(api.send("GET", path), "does not list the credentials")
                .json()
                .path("items")
                .forEach(all::add);
        return all;
    }

    /** Returns the only credential of a kind and state. */
    JsonNode only(String kind, String state) throws InterruptedException {
        return all().stream()
                .filter(credential -> credential.path("kind").asText().equals(kind)
                        && credential.path("state").asText().equals(state))
                .findFirst()
                .orElseThrow(() -> new UserError("The connection has no " + state + " " + kind
                        + "; ./sluice connections credentials list NAME shows what it has."));
    }

    /** Stores a credential beside the active one. */
    JsonNode stage(JsonNode draft) throws InterruptedException {
        return ConnectionsApi.done(api.send("POST", path, draft), "refused the credential")
                .json();
    }

    /** Tries a credential and makes it the active one. */
    JsonNode activate(String credentialId) throws InterruptedException {
        return ConnectionsApi.done(
                        api.send("POST", path + "/" + credentialId + "/activate"),
                        "did not activate the credential; the present one stays in use")
                .json();
    }

    /** Removes a credential. */
    void delete(String credentialId) throws InterruptedException {
        ConnectionsApi.done(api.send("DELETE", path + "/" + credentialId), "did not remove the credential");
    }
}
