package io.sluice.local.command.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.connections.ConnectionsApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Looks after the credentials of a connection, step by step. */
@Command(
        name = "credentials",
        description = {
            "Lists, stages, activates and removes the credentials of a connection.",
            "./sluice connections rotate does the same in one go."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            CredentialsCommand.ListOf.class,
            CredentialsCommand.Stage.class,
            CredentialsCommand.Activate.class,
            CredentialsCommand.RollBack.class,
            CredentialsCommand.Remove.class
        })
final class CredentialsCommand {

    private CredentialsCommand() {}

    /** Lists the credentials. */
    @Command(name = "list", description = "Lists the credentials of a connection.", mixinStandardHelpOptions = true)
    static final class ListOf implements Callable<Integer> {

        @Mixin
        private Target target = new Target();

        @Parameters(paramLabel = "NAME", description = "the connection's name or id")
        private String name = "";

        @Override
        public Integer call() throws InterruptedException {
            ConnectionsApi api = target.api();
            target.out().printf("%-38s %-14s %-9s %-26s %s%n", "ID", "KIND", "STATE", "EXPIRES", "THUMBPRINT");
            for (JsonNode credential : new CredentialList(api, api.id(name)).all()) {
                target.out()
                        .printf(
                                "%-38s %-14s %-9s %-26s %s%n",
                                credential.path("id").asText(),
                                credential.path("kind").asText(),
                                credential.path("state").asText(),
                                credential.path("expiresAt").asText("unknown"),
                                credential.at("/certificate/thumbprintSha1").asText(""));
            }
            return 0;
        }
    }

    /** Stores a credential beside the active one. */
    @Command(
            name = "stage",
            description = "Stores a new credential beside the active one, which stays in use.",
            mixinStandardHelpOptions = true)
    static final class Stage implements Callable<Integer> {

        @Mixin
        private Target target = new Target();

        @Mixin
        private CredentialDrafts drafts = new CredentialDrafts();

        @Parameters(index = "0", paramLabel = "NAME", description = "the connection's name or id")
        private String name = "";

        @Parameters(index = "1", paramLabel = "KIND", description = "certificate or secret")
        private CredentialDrafts.Kind kind = CredentialDrafts.Kind.CERTIFICATE;

        @Override
        public Integer call() throws InterruptedException {
            ConnectionsApi api = target.api();
            JsonNode staged = new CredentialList(api, api.id(name)).stage(drafts.draft(kind));
            target.out()
                    .println("Staged " + kind.word() + " " + staged.path("id").asText() + ".");
            return 0;
        }
    }

    /** Tries a credential and makes it the active one. */
    @Command(
            name = "activate",
            description = "Tries a staged credential at Microsoft, and uses it from then on if it works.",
            mixinStandardHelpOptions = true)
    static final class Activate implements Callable<Integer> {

        @Mixin
        private Target target = new Target();

        @Parameters(index = "0", paramLabel = "NAME", description = "the connection's name or id")
        private String name = "";

        @Parameters(index = "1", paramLabel = "ID", description = "the credential's id")
        private String credential = "";

        @Override
        public Integer call() throws InterruptedException {
            ConnectionsApi api = target.api();
            JsonNode active = new CredentialList(api, api.id(name)).activate(ConnectionsApi.encoded(credential));
            target.out()
                    .println("The " + active.path("kind").asText() + " "
                            + active.path("id").asText() + " is in use.");
            return 0;
        }
    }

    /** Goes back to the credential before. */
    @Command(
            name = "rollback",
            description = "Goes back to the credential that was active before, if it still works.",
            mixinStandardHelpOptions = true)
    static final class RollBack implements Callable<Integer> {

        @Mixin
        private Target target = new Target();

        @Parameters(index = "0", paramLabel = "NAME", description = "the connection's name or id")
        private String name = "";

        @Parameters(index = "1", paramLabel = "KIND", description = "certificate or secret")
        private CredentialDrafts.Kind kind = CredentialDrafts.Kind.CERTIFICATE;

        @Override
        public Integer call() throws InterruptedException {
            ConnectionsApi api = target.api();
            JsonNode active = ConnectionsApi.done(
                            api.send(
                                    "POST",
                                    "/connections/" + api.id(name) + "/credentials/rollback?kind=" + kind.word()),
                            "did not roll back; the present credential stays in use")
                    .json();
            target.out()
                    .println("The " + active.path("kind").asText() + " "
                            + active.path("id").asText() + " is in use again.");
            return 0;
        }
    }

    /** Removes a credential that is not in use. */
    @Command(name = "delete", description = "Removes a staged or previous credential.", mixinStandardHelpOptions = true)
    static final class Remove implements Callable<Integer> {

        @Mixin
        private Target target = new Target();

        @Parameters(index = "0", paramLabel = "NAME", description = "the connection's name or id")
        private String name = "";

        @Parameters(index = "1", paramLabel = "ID", description = "the credential's id")
        private String credential = "";

        @Override
        public Integer call() throws InterruptedException {
            ConnectionsApi api = target.api();
            new CredentialList(api, api.id(name)).delete(ConnectionsApi.encoded(credential));
            target.out().println("Removed " + credential + ".");
            return 0;
        }
    }
}
