package io.sluice.simulator.surface;

import io.sluice.simulator.http.Exchange;

/** How one service words its answers. */
public interface Wording {

    /** The headers that every answer of the service has. */
    void headers(Exchange exchange);

    /** What a refused request is told. */
    Answer refusal(Exchange exchange, Refusal refusal);
}
