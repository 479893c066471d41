package io.sluice.local.command.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import io.sluice.local.connections.Answer;
import io.sluice.local.connections.ConnectionsApi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a connection. */
@Command(
        name = "create",
        description = {
            "Creates a connection. Capabilities with settings are given as WORD.SETTING=VALUE, for example",
            "  --set sentinel.workspaceId=3e0b5a6c-0000-4000-8000-000000000001"
        },
        mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "NAME", description = "a name of your choice")
    private String name = "";

    @Option(names = "--tenant", required = true, paramLabel = "ID", description = "The directory (tenant) id.")
    private String tenant = "";

    @Option(names = "--client", required = true, paramLabel = "ID", description = "The application (client) id.")
    private String client = "";

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "The tenant's domain, <name>.onmicrosoft.com.")
    private @Nullable String domain;

    @Option(names = "--cloud", paramLabel = "CLOUD", description = "commercial, gcc, gcc-high, dod or china")
    private @Nullable String cloud;

    @Option(
            names = "--capability",
            paramLabel = "WORD",
            description = "defenderIncidents (default), quarantine, sentinel, cloudApps, liveResponse or"
                    + " directoryContext; may be repeated.")
    private List<String> capabilities = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "CAPABILITY.SETTING=VALUE",
            description = "A setting of a capability; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--base-url",
            paramLabel = "SURFACE=URL",
            description = "An address that replaces the cloud's; may be repeated.")
    private Map<String, String> baseUrls = new LinkedHashMap<>();

    @Option(
            names = "--generate-certificate",
            description = "Sign in with a certificate that the service makes; ./sluice connections certificate"
                    + " downloads it.")
    private boolean generateCertificate;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "A file that holds the client secret's value; - for standard input. Without it (and without"
                    + " --generate-certificate) you are asked.")
    private @Nullable Path secretFile;

    @Option(names = "--secret-expires", paramLabel = "DATE", description = "When the portal says the secret expires.")
    private @Nullable String secretExpires;

    @Option(names = "--test", description = "Test first, and create it only if the test passes.")
    private boolean test;

    @Override
    public Integer call() throws InterruptedException {
        ConnectionsApi api = target.api();
        Answer answer = api.send("POST", "/connections" + (test ? "?test=true" : ""), draft());
        if (answer.status() == 422 && answer.json().has("report")) {
            TestReport.print(target.out(), answer.json().path("report"));
            throw new UserError("Not created: the test failed.");
        }
        JsonNode created = ConnectionsApi.done(answer, "refused the connection '" + name + "'")
                .json();
        target.out().println("Created " + name + ", id " + created.path("id").asText() + ".");
        if (generateCertificate) {
            target.out()
                    .println("Next: ./sluice connections certificate " + name + " --file " + name
                            + ".cer, and upload it to the app registration. ./sluice connections onboarding " + name
                            + " tells every step.");
        }
        return 0;
    }

    private ObjectNode draft() {
        ObjectNode draft = Json.MAPPER.createObjectNode();
        draft.put("name", name).put("tenantId", tenant).put("clientId", client);
        if (domain != null) {
            draft.put("tenantDomain", domain);
        }
        if (cloud != null) {
            draft.put("cloud", cloud);
        }
        if (!baseUrls.isEmpty()) {
            ObjectNode urls = draft.putObject("baseUrls");
            baseUrls.forEach(urls::put);
        }
        ObjectNode chosen = draft.putObject("capabilities");
        (capabilities.isEmpty() && settings.isEmpty() ? List.of("defenderIncidents") : capabilities)
                .forEach(chosen::putObject);
        settings.forEach((path, value) -> set(chosen, path, value));
        credential(draft);
        return draft;
    }

    private static void set(ObjectNode capabilities, String path, String value) {
        String[] words = path.split("\\.", 2);
        if (words.length < 2) {
            throw new UserError("--set wants CAPABILITY.SETTING=VALUE, such as sentinel.workspaceName=security.");
        }
        capabilities.withObjectProperty(words[0]).put(words[1], value);
    }

    private void credential(ObjectNode draft) {
        if (generateCertificate) {
            draft.putObject("certificate").putObject("generate");
        }
        if (secretFile != null || !generateCertificate) {
            draft.put("clientSecret", Secret.read(secretFile, "Client secret (its value, not its id)"));
            if (secretExpires != null) {
                draft.put("secretExpiresAt", secretExpires);
            }
        }
    }
}
