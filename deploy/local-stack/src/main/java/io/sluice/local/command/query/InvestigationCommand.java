package io.sluice.local.command.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.investigation.Parameter;
import io.sluice.contracts.json.Json;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A named investigation as a command: what the contract says of its parameters is what its options are. */
final class InvestigationCommand implements Callable<Integer> {

    private final Investigation investigation;
    private final QueryCommand query;
    private final CommandSpec spec;

    private InvestigationCommand(Investigation investigation, QueryCommand query) {
        this.investigation = investigation;
        this.query = query;
        this.spec = CommandSpec.wrapWithoutInspection(this);
    }

    /** Returns the command's description for picocli. */
    static CommandSpec spec(Investigation investigation, QueryCommand query) {
        InvestigationCommand command = new InvestigationCommand(investigation, query);
        command.spec.name(investigation.name()).mixinStandardHelpOptions(true);
        command.spec.usageMessage().description(investigation.title() + ".", investigation.description());
        for (Parameter parameter : investigation.parameters()) {
            command.spec.addOption(OptionSpec.builder(option(parameter))
                    .type(String.class)
                    .paramLabel(label(parameter))
                    .required(parameter.required())
                    .description(parameter.description() + " Such as " + parameter.example() + ".")
                    .build());
        }
        return command.spec;
    }

    /** Returns what a parameter is called on the command line: {@code --network-message-id}. */
    static String option(Parameter parameter) {
        return "--" + parameter.name().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Returns what stands for a parameter's value in help: {@code ADDRESS}. */
    static String label(Parameter parameter) {
        return parameter.type().word().toUpperCase(Locale.ROOT);
    }

    @Override
    public Integer call() throws InterruptedException {
        ObjectNode parameters = Json.MAPPER.createObjectNode();
        for (Parameter parameter : investigation.parameters()) {
            String value = spec.findOption(option(parameter)).getValue();
            if (value != null) {
                parameters.put(parameter.name(), value);
            }
        }
        return query.investigate(investigation.name(), parameters);
    }
}
