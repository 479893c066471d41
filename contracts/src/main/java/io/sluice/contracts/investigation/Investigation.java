package io.sluice.contracts.investigation;

import io.sluice.contracts.query.Column;
import io.sluice.contracts.query.Engine;
import java.util.List;

/**
 * A named investigation: a question that many ask, with a query that was reviewed, for each engine that can answer it.
 *
 * @param name its name in a request, such as {@code signins-of-user}
 * @param title what it shows, in a few words
 * @param description what a row is, and what to know about it
 * @param engines who can answer it; the first is the better one where a tenant has both
 * @param parameters what it wants to know
 * @param columns the columns of its answer, the same from each engine
 */
public record Investigation(
        String name,
        String title,
        String description,
        List<Engine> engines,
        List<Parameter> parameters,
        List<Column> columns) {

    public Investigation {
        engines = List.copyOf(engines);
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
    }
}
