package io.sluice.enrichment.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.json.Json;
import io.sluice.enrichment.directory.lookup.LookedUp;
import io.sluice.enrichment.directory.lookup.LookedUp.Keep;
import io.sluice.enrichment.directory.lookup.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was read lately, so that asking again costs nothing, within bounded memory. Each connection of a tenant has its
 * own, since its application may be allowed to read more or less, and begins anew when it is changed.
 */
final class KnownEntries {

    /** What lacks something is read again soon: an operator may have mended it, or the directory tell of it by now. */
    private static final Duration SHORTLY = Duration.ofMinutes(5);

    /** About what an entry takes beside its JSON. */
    private static final int OVERHEAD = 400;

    private final Duration time;
    private final Cache<Key, Kept> cache;

    private record Key(String connectionId, long revision, Subject subject) {}

    /**
     * What is kept: as JSON, which takes a third of the memory and whose size is known.
     *
     * @param json nothing if the directory does not know the subject
     */
    private record Kept(@Nullable String json, Keep keep, Duration time) {
        int weight() {
            return OVERHEAD + (json == null ? 0 : json.length());
        }
    }

    /**
     * Begins with nothing.
     *
     * @param time for how long a whole entry is good
     * @param memory how many bytes all of them may take
     */
    KnownEntries(Duration time, long memory, InstantSource clock, MeterRegistry meters) {
        this.time = time;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(memory)
                .weigher((Key _, Kept kept) -> kept.weight())
                .expireAfter(Expiry.writing((Key _, Kept kept) -> kept.time()))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(meters, cache, "directory");
    }

    /** Returns what was read of a subject lately, if anything was. */
    Optional<LookedUp> find(Connection connection, Subject subject) {
        return Optional.ofNullable(cache.getIfPresent(key(connection, subject))).map(KnownEntries::read);
    }

    /** Keeps what was read, for as long as it is good. */
    void keep(Connection connection, Subject subject, LookedUp read) {
        Duration good = switch (read.keep()) {
            case LONG -> time;
            case SHORTLY -> time.compareTo(SHORTLY) < 0 ? time : SHORTLY;
            case NOT_AT_ALL -> Duration.ZERO;
        };
        if (good.isPositive()) {
            cache.put(key(connection, subject), new Kept(json(read.entry()), read.keep(), good));
        }
    }

    private static Key key(Connection connection, Subject subject) {
        return new Key(connection.id(), connection.revision(), subject);
    }

    private static @Nullable String json(@Nullable DirectoryEntry entry) {
        return entry == null ? null : new String(Json.write(entry), UTF_8);
    }

    private static LookedUp read(Kept kept) {
        String json = kept.json();
        try {
            DirectoryEntry entry = json == null ? null : Json.read(json.getBytes(UTF_8), DirectoryEntry.class);
            return new LookedUp(entry, kept.keep(), false);
        } catch (IOException impossible) {
            throw new UncheckedIOException("What was written cannot be read", impossible);
        }
    }
}
