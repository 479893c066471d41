package io.sluice.quarantine.download;

import io.sluice.contracts.audit.AuditEvent.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something over HTTP.
 *
 * @param from the network address
 * @param request the method and path
 */
record Caller(Actor actor, @Nullable String from, @Nullable String request) {}
