package io.sluice.local.command.bench;

import picocli.CommandLine.Command;

/** All benchmarks. */
@Command(
        name = "bench",
        description = "Runs a benchmark in a stack of its own and prints what was measured.",
        synopsisSubcommandLabel = "NAME",
        mixinStandardHelpOptions = true,
        subcommands = {
            BenchIngestCommand.class,
            BenchGiantCommand.class,
            BenchFleetCommand.class,
            BenchLatencyCommand.class,
            BenchQuarantineCommand.class,
            BenchQueryCommand.class,
            BenchCorrelateCommand.class
        })
public final class BenchCommand {}
