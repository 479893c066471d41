package io.sluice.local.command.query;

import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.investigation.Investigations;
import io.sluice.contracts.investigation.Parameter;
import io.sluice.contracts.query.Engine;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** The named investigations with their parameters, for people. */
final class InvestigationList {

    private InvestigationList() {}

    static void print(PrintWriter out) {
        for (Investigation investigation : Investigations.all()) {
            out.println(investigation.name() + ": " + investigation.title());
            out.println("    through "
                    + investigation.engines().stream().map(Engine::word).collect(Collectors.joining(" or ")));
            for (Parameter parameter : investigation.parameters()) {
                out.printf(
                        "    %-28s %s %s Such as %s.%n",
                        InvestigationCommand.option(parameter) + " " + InvestigationCommand.label(parameter),
                        parameter.required() ? "needed:" : "may be:",
                        parameter.description(),
                        parameter.example());
            }
        }
    }
}
