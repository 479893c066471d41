package io.sluice.local.command.connections;

import picocli.CommandLine.Command;

/** All that operators do with connections. */
@Command(
        name = "connections",
        description = "Lists, creates, tests and changes the connections to Microsoft tenants.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListCommand.class,
            GetCommand.class,
            CreateCommand.class,
            TestCommand.class,
            StateCommand.class,
            OnboardingCommand.class,
            CertificateCommand.class,
            CredentialsCommand.class,
            RotateCommand.class,
            SwitchCommand.EnableCommand.class,
            SwitchCommand.DisableCommand.class,
            DeleteCommand.class,
            ApplyCommand.class,
            DemoCommand.class,
            ExportCommand.class
        })
public final class ConnectionsCommand {

    private ConnectionsCommand() {}
}
