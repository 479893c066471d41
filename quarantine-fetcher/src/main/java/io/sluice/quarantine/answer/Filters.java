package io.sluice.quarantine.answer;

import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.quarantine.exchange.MessageType;
import io.sluice.quarantine.exchange.NetworkMessageId;
import io.sluice.quarantine.exchange.QuarantineFilter;
import io.sluice.quarantine.exchange.ReleaseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The conditions of a request as Exchange takes them. */
final class Filters {

    /** Quarantine keeps no message longer (Microsoft Learn: "Quarantined messages", retention). */
    private static final Duration LONGEST = Duration.ofDays(30);

    private Filters() {}

    static QuarantineFilter of(QuarantineRequest request, Instant now) {
        Instant to = request.to() == null ? now : request.to();
        Instant from = request.from();
        if (from == null) {
            from = to.minus(request.duration() == null ? LONGEST : request.duration());
        }
        String networkMessageId = request.networkMessageId();
        return new QuarantineFilter(
                from.isAfter(to) ? to : from,
                to,
                request.recipients(),
                request.senders(),
                request.subject(),
                known(request.types(), MessageType::named),
                known(request.releaseStatuses(), ReleaseStatus::named),
                request.internetMessageId(),
                networkMessageId == null ? null : new NetworkMessageId(networkMessageId));
    }

    private static <E> List<E> known(List<String> words, Function<String, Optional<E>> named) {
        return words.stream().map(named).flatMap(Optional::stream).toList();
    }
}
