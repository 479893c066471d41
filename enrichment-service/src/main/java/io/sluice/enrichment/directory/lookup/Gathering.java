package io.sluice.enrichment.directory.lookup;

import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.status.StatusError;
import io.sluice.enrichment.directory.lookup.LookedUp.Keep;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.status.Diagnosis;
import io.sluice.microsoft.status.Diagnosis.Prospect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers parts: what cannot be read of them becomes a warning, and the others are told all the same. */
final class Gathering {

    private final Instant at;
    private final List<String> warnings = new ArrayList<>();
    private Keep keep = Keep.LONG;
    private boolean isRefused;

    Gathering(Instant at) {
        this.at = at;
    }

    /** Reads a part. */
    @FunctionalInterface
    interface Reading<T> {
        @Nullable
        T read() throws MicrosoftException, InterruptedException;
    }

    /**
     * Reads a part; nothing if it is not there or cannot be read.
     *
     * @throws InterruptedException if the thread is to stop
     */
    <T> @Nullable T part(Part part, Reading<T> reading) throws InterruptedException {
        try {
            return reading.read();
        } catch (MicrosoftException failed) {
            if (!DirectoryCalls.isUnknown(failed)) {
                without(part, failed);
            }
            return null;
        }
    }

    /** Goes on without a part. */
    void without(Part part, MicrosoftException failed) {
        Diagnosis diagnosis = Diagnosis.of(failed.failure(), at);
        StatusError error = diagnosis.error();
        warnings.add(part.caption() + " cannot be read. " + error.message()
                + (error.remedy() == null ? "" : " " + error.remedy()));
        if (diagnosis.prospect() == Prospect.MUST_BE_MENDED) {
            keep = keep == Keep.LONG ? Keep.SHORTLY : keep;
            isRefused |= !part.isOptional();
        } else {
            keep = Keep.NOT_AT_ALL;
        }
    }

    /** Tells of something that is left out, though it was read. */
    void warn(String warning) {
        warnings.add(warning);
    }

    LookedUp entry(Function<List<String>, DirectoryEntry> of) {
        return new LookedUp(of.apply(warnings), keep, isRefused);
    }
}
