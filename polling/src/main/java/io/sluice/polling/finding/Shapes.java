package io.sluice.polling.finding;

import io.sluice.contracts.raw.Source;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shapes that a service reads, each by the name of its interface ({@link Source}). Every service that normalizes
 * sees all raw records and takes its own.
 *
 * @param bySource the service's own
 * @param takesUnknown whether records of an interface that no service knows are this one's to complain about
 */
public record Shapes(Map<String, Shape> bySource, boolean takesUnknown) {

    public Shapes {
        bySource = Map.copyOf(bySource);
    }

    /** Returns whether a record of this interface is for this service. */
    public boolean areFor(@Nullable String source) {
        if (source != null && bySource.containsKey(source)) {
            return true;
        }
        return takesUnknown && (source == null || !Source.ALL.contains(source));
    }

    /** Returns the names of the interfaces. */
    public Set<String> sources() {
        return bySource.keySet();
    }

    Shape of(@Nullable String source) throws MalformedEvent {
        Shape shape = source == null ? null : bySource.get(source);
        if (shape == null) {
            throw new MalformedEvent(
                    MalformedEvent.Reason.UNKNOWN_SOURCE,
                    "It was read from an interface that this version does not know");
        }
        return shape;
    }
}
