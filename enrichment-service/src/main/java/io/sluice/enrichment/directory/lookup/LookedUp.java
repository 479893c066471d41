package io.sluice.enrichment.directory.lookup;

import io.sluice.contracts.directory.DirectoryEntry;
import org.jspecify.annotations.Nullable;

/**
 * What looking something up has come to.
 *
 * @param entry what the directory says; nothing if it does not know it
 * @param keep for how long that is good for others who ask
 * @param isRefused whether a part was refused that the capability needs
 */
public record LookedUp(@Nullable DirectoryEntry entry, Keep keep, boolean isRefused) {

    /** Nobody knows it. That can change soon: directories tell of what is new with a delay. */
    static final LookedUp UNKNOWN = new LookedUp(null, Keep.SHORTLY, false);

    /** For how long an answer is good. */
    public enum Keep {
        /** It is whole. */
        LONG,
        /** It lacks what an operator can mend, or what may come. */
        SHORTLY,
        /** It lacks what the next try may bring. */
        NOT_AT_ALL
    }
}
