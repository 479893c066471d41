package io.sluice.enrichment.directory;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.directory.DirectoryRequest;
import io.sluice.contracts.request.Extent;
import io.sluice.enrichment.directory.lookup.DeviceLookup;
import io.sluice.enrichment.directory.lookup.LookedUp;
import io.sluice.enrichment.directory.lookup.Subject;
import io.sluice.enrichment.directory.lookup.UserLookup;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.status.Diagnosis;
import io.sluice.requests.Asked;
import io.sluice.requests.Ending;
import io.sluice.requests.Responder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers what is asked of a directory: with one entry, or with none where the directory does not know the user or the
 * device, which is an answer too.
 */
final class DirectoryResponder implements Responder<DirectoryRequest, DirectoryEntry> {

    private final UserLookup users;
    private final DeviceLookup devices;
    private final KnownEntries known;
    private final InstantSource clock;
    private final Duration timeLimit;
    private final Consumer<Connection> doubt;

    /**
     * Makes a responder.
     *
     * @param timeLimit how long a request may take, waiting for its turns at Microsoft included
     * @param doubt hears of a connection through which not all that it should can be read
     */
    DirectoryResponder(
            UserLookup users,
            DeviceLookup devices,
            KnownEntries known,
            InstantSource clock,
            Duration timeLimit,
            Consumer<Connection> doubt) {
        this.users = users;
        this.devices = devices;
        this.known = known;
        this.clock = clock;
        this.timeLimit = timeLimit;
        this.doubt = doubt;
    }

    @Override
    public Ending respond(Asked<DirectoryRequest> asked, Consumer<DirectoryEntry> items) throws InterruptedException {
        Connection connection = asked.connection();
        Subject subject = DirectoryRules.subject(asked.request())
                .orElseThrow(() -> new IllegalStateException("A request that was checked asks about nothing"));
        Optional<LookedUp> before = known.find(connection, subject);
        if (before.isPresent()) {
            return completed(before.get(), items);
        }
        try {
            LookedUp read = lookUp(connection, subject);
            known.keep(connection, subject, read);
            if (read.isRefused()) {
                doubt.accept(connection);
            }
            return completed(read, items);
        } catch (MicrosoftException failed) {
            doubt.accept(connection);
            return new Ending.Failed(
                    Diagnosis.of(failed.failure(), clock.instant()).error(), null);
        }
    }

    private LookedUp lookUp(Connection connection, Subject subject) throws MicrosoftException, InterruptedException {
        return switch (subject.kind()) {
            case USER -> users.lookUp(connection, subject, clock.instant().plus(timeLimit));
            case DEVICE -> devices.lookUp(connection, subject, clock.instant().plus(timeLimit));
        };
    }

    private static Ending completed(LookedUp read, Consumer<DirectoryEntry> items) {
        DirectoryEntry entry = read.entry();
        if (entry == null) {
            return new Ending.Completed(new Extent(null, null, 0, 0, 0, 0, true));
        }
        items.accept(entry);
        return new Ending.Completed(
                new Extent(null, null, 1, 1, 0, 0, entry.warnings().isEmpty()));
    }
}
