package io.sluice.sentinel.investigation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.investigation.Investigations;
import io.sluice.contracts.investigation.Parameter;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.query.Engine;
import io.sluice.contracts.query.QueryKind;
import java.util.stream.Collectors;

/** The documentation of the named investigations, made from what the code says of them. */
final class InvestigationsDocument {

    private static final String QUERIES = "../sentinel-reader/src/main/resources/io/sluice/sentinel/investigation/";

    private InvestigationsDocument() {}

    /** Returns the document in Markdown. */
    static String markdown() throws JsonProcessingException {
        StringBuilder text = new StringBuilder("""
                # Named investigations

                Made from `io.sluice.contracts.investigation.Investigations` and the queries of `sentinel-reader`. Do not edit it:
                after a change of them, run
                `./mvnw -pl sentinel-reader test -Dtest=InvestigationsDocumentTest -Dsluice.docs.write=true`.

                A request on `query-requests` with `kind` `investigation`, a `name` and `parameters` asks one of them. Each has a
                query for the tenant's Sentinel workspace and one for Defender's advanced hunting, with the same columns. If a
                request does not say who is to run it (`through`), the engine that is named first here is asked if the connection
                has it, else the other.

                A workspace has the tables of mail, clicks and devices only if its Defender XDR connector sends them; sign-ins and
                audits only with the Entra ID connector. Advanced hunting looks back 30 days, and has what the tenant's licences
                give.

                Where a query reads several tables, Microsoft leaves out those that are not there, and one that lacks a column which
                the query wants. The answer's `warnings` say so: what that table would have told is missing. Where none of them is
                there, the next engine is asked, or the request fails and names them.

                Tables on the Basic or Auxiliary plan (some workspaces have sign-ins of programs and events of devices there) are
                billed by what a query reads, allow two queries at a time, and Basic ones go back 30 days. Microsoft has let no
                such table be in a query with others, and where that is still so the whole query fails: ask with `through`
                `hunting`, or with KQL for each table alone.

                The newest rows come first. The query with the parameters in it is part of the answer: paste it into the portal.

                """);
        text.append("| name | what it shows | parameters |\n|---|---|---|\n");
        for (Investigation investigation : Investigations.all()) {
            text.append("| [%1$s](#%1$s) | %2$s | %3$s |%n"
                    .formatted(
                            investigation.name(),
                            investigation.title(),
                            investigation.parameters().stream()
                                    .map(parameter ->
                                            parameter.required() ? "**" + parameter.name() + "**" : parameter.name())
                                    .collect(Collectors.joining(", "))));
        }
        for (Investigation investigation : Investigations.all()) {
            chapter(text, investigation);
        }
        return text.toString();
    }

    private static void chapter(StringBuilder text, Investigation investigation) throws JsonProcessingException {
        text.append("\n## ").append(investigation.name()).append("\n\n");
        text.append(investigation.title())
                .append(". ")
                .append(investigation.description())
                .append("\n\n");
        text.append("```json\n").append(example(investigation)).append("\n```\n\n");
        text.append("| parameter | what it is | if absent |\n|---|---|---|\n");
        for (Parameter parameter : investigation.parameters()) {
            text.append("| `%s` | %s It is %s. | %s |%n"
                    .formatted(
                            parameter.name(),
                            parameter.description(),
                            parameter.type().meaning(),
                            absent(parameter)));
        }
        text.append("\n| engine | tables | query |\n|---|---|---|\n");
        for (Engine engine : investigation.engines()) {
            String file = investigation.name() + "." + engine.word() + ".kql";
            text.append("| %s | %s | [%s](%s%s) |%n"
                    .formatted(
                            engine.word(),
                            String.join(", ", KqlFile.of(investigation, engine).tables()),
                            file,
                            QUERIES,
                            file));
        }
        text.append("\nColumns: ")
                .append(investigation.columns().stream()
                        .map(column -> "`" + column.name() + "` " + column.type())
                        .collect(Collectors.joining(", ")))
                .append(".\n");
    }

    private static String absent(Parameter parameter) {
        if (parameter.required()) {
            return "refused";
        }
        return parameter.otherwise() == null ? "no restriction" : "`" + parameter.otherwise() + "`";
    }

    private static String example(Investigation investigation) throws JsonProcessingException {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("kind", QueryKind.INVESTIGATION.word());
        request.put("connection", "contoso");
        request.put("name", investigation.name());
        ObjectNode parameters = request.putObject("parameters");
        investigation.parameters().stream()
                .filter(Parameter::required)
                .forEach(parameter -> parameters.put(parameter.name(), parameter.example()));
        return Json.MAPPER.writeValueAsString(request);
    }
}
