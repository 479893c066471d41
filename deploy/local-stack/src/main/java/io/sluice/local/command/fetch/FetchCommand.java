package io.sluice.local.command.fetch;

import picocli.CommandLine.Command;

/** All that can be asked for. */
@Command(
        name = "fetch",
        description =
                "Asks for something on a topic of requests, as any client of Kafka can, and waits for the answer.",
        synopsisSubcommandLabel = "WHAT",
        mixinStandardHelpOptions = true,
        subcommands = FetchQuarantineCommand.class)
public final class FetchCommand {}
