package io.sluice.requests;

import io.sluice.contracts.request.Problem;
import java.util.List;

/** What reading a request has come to. */
sealed interface Reading<R> {

    /** Returns what the request says about itself. */
    Heading heading();

    /** It is as its schema wants it. */
    record Understood<R>(Heading heading, R request) implements Reading<R> {}

    /** It is not. */
    record Refused<R>(Heading heading, List<Problem> problems) implements Reading<R> {}
}
