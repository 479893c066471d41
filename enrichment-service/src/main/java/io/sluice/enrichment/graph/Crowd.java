package io.sluice.enrichment.graph;

import io.sluice.contracts.correlation.Strength;

/**
 * How many name an entity, where they are too many to be listed.
 *
 * @param findings how many findings do
 * @param groups how many incidents and single alerts
 * @param strong how many of the findings say that it tells much
 * @param medium how many say that it tells something
 */
public record Crowd(int findings, int groups, int strong, int medium) {

    static final Crowd NOBODY = new Crowd(0, 0, 0, 0);

    /** Returns the crowd with so many more findings like one, and so many more groups. */
    Crowd and(Row row, int more, int moreGroups) {
        return new Crowd(
                findings + more,
                groups + moreGroups,
                strong + (row.strength() == Strength.STRONG ? more : 0),
                medium + (row.strength() == Strength.MEDIUM ? more : 0));
    }

    /**
     * Returns how much it says that two findings share the entity.
     *
     * @param busyFrom from how many groups on it says little
     */
    Strength strength(int busyFrom) {
        if (groups >= busyFrom || strong + medium == 0) {
            return Strength.WEAK;
        }
        return strong > 0 ? Strength.STRONG : Strength.MEDIUM;
    }
}
