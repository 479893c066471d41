package io.sluice.requests;

import io.sluice.contracts.connection.Connection;

/**
 * A request that is to be answered.
 *
 * @param id its id, or one made from its place on the topic
 * @param connection the connection that it names
 */
public record Asked<R>(String id, R request, Connection connection) {}
