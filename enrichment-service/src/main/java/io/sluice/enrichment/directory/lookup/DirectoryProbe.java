package io.sluice.enrichment.directory.lookup;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.status.Diagnosis;
import io.sluice.microsoft.status.Diagnosis.Prospect;
import io.sluice.microsoft.status.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tries what the directory's capability needs, with a call to each of its interfaces that reads next to nothing. */
public final class DirectoryProbe {

    private static final Duration TIME_LIMIT = Duration.ofMinutes(1);

    private static final Map<Part, String> CHEAP = cheap();

    private final DirectoryCalls calls;
    private final InstantSource clock;

    /** Makes a probe through these calls. */
    public DirectoryProbe(DirectoryCalls calls, InstantSource clock) {
        this.calls = calls;
        this.clock = clock;
    }

    private static Map<Part, String> cheap() {
        Map<Part, String> cheap = new EnumMap<>(Part.class);
        cheap.put(Part.USER, "/v1.0/users?$top=1&$select=id");
        cheap.put(Part.SECOND_FACTOR, "/v1.0/reports/authenticationMethods/userRegistrationDetails?$top=1");
        cheap.put(Part.MACHINE, "/api/machines?$top=1");
        return cheap;
    }

    /**
     * Tries a connection.
     *
     * @return that it works, or that it is degraded because a part of it must be mended
     * @throws MicrosoftException if nothing works, or a part fails in passing
     * @throws InterruptedException if the thread is to stop
     */
    public Outcome run(Connection connection) throws MicrosoftException, InterruptedException {
        List<Failure> failures = new ArrayList<>();
        for (Map.Entry<Part, String> call : CHEAP.entrySet()) {
            Instant deadline = clock.instant().plus(TIME_LIMIT);
            try {
                var _ = calls.get(connection, call.getKey(), call.getValue(), deadline, JsonAnswer::list);
            } catch (MicrosoftException failed) {
                boolean hasNoMachines = call.getKey() == Part.MACHINE && DirectoryCalls.isUnknown(failed);
                if (!hasNoMachines) {
                    failures.add(new Failure(call.getKey(), failed, Diagnosis.of(failed.failure(), clock.instant())));
                }
            }
        }
        if (failures.isEmpty()) {
            return new Outcome.Worked(null);
        }
        Optional<Failure> mustBeMended = failures.stream()
                .filter(failure -> failure.diagnosis().prospect() == Prospect.MUST_BE_MENDED)
                .findFirst();
        if (failures.size() == CHEAP.size() || mustBeMended.isEmpty()) {
            throw failures.getFirst().failed();
        }
        return new Outcome.Known(State.DEGRADED, mustBeMended.get().error());
    }

    /** A part that cannot be read. */
    private record Failure(Part part, MicrosoftException failed, Diagnosis diagnosis) {
        StatusError error() {
            StatusError error = diagnosis.error();
            return new StatusError(
                    error.kind(),
                    error.code(),
                    part.caption() + " cannot be read. " + error.message(),
                    error.remedy(),
                    error.at());
        }
    }
}
