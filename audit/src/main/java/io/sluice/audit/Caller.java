package io.sluice.audit;

import io.sluice.contracts.audit.AuditEvent.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, and through which request.
 *
 * @param from the network address; nothing if it is the service itself
 * @param request the HTTP method and path; nothing if it is the service itself
 */
public record Caller(
        Actor actor, @Nullable String from, @Nullable String request) {}
