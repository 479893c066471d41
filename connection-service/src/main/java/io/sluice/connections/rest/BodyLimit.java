package io.sluice.connections.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that are larger than any connection, with a problem document. Behind it stands the harder limit of the
 * HTTP server ({@code quarkus.http.limits.max-body-size}), which cuts the call short without a word.
 */
final class BodyLimit {

    private static final int LARGEST_BODY = 64 * 1024;

    @ServerRequestFilter
    @Nullable
    Response refuse(ContainerRequestContext request) {
        return request.getLength() > LARGEST_BODY ? Problems.refused(413).response() : null;
    }
}
