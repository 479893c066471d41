package io.sluice.enrichment.graph;

import io.sluice.contracts.correlation.Strength;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All findings that name one entity, or, of what too many name, only how many they are. */
final class Rows {

    private final List<Row> list;
    private final @Nullable Crowd crowd;

    /**
     * How many name an entity, where they are too many to be listed.
     *
     * @param findings how many findings do
     * @param groups how many incidents and single alerts
     * @param strong how many of the findings say that it tells much
     * @param medium how many say that it tells something
     */
    record Crowd(int findings, int groups, int strong, int medium) {

        static final Crowd NOBODY = new Crowd(0, 0, 0, 0);

        /** Returns the crowd with so many more findings like one, and so many more groups. */
        Crowd and(Row row, int more, int moreGroups) {
            return new Crowd(
                    findings + more,
                    groups + moreGroups,
                    strong + (row.strength() == Strength.STRONG ? more : 0),
                    medium + (row.strength() == Strength.MEDIUM ? more : 0));
        }

        private Strength strength(int busyFrom) {
            if (groups >= busyFrom || strong + medium == 0) {
                return Strength.WEAK;
            }
            return strong > 0 ? Strength.STRONG : Strength.MEDIUM;
        }
    }

    private Rows(List<Row> list, @Nullable Crowd crowd) {
        this.list = list;
        this.crowd = crowd;
    }

    static Rows of(List<Row> list) {
        return new Rows(new ArrayList<>(list), null);
    }

    static Rows of(Crowd crowd) {
        return new Rows(List.of(), crowd);
    }

    List<Row> list() {
        return list;
    }

    /** Returns how many there are, where there are more than are listed. */
    @Nullable
    Crowd crowd() {
        return crowd;
    }

    /** Puts a row in the place of the finding's former one, or at the end; returns its place, -1 if nothing changed. */
    int put(Row row) {
        int at = indexOf(row.finding());
        if (at < 0) {
            list.add(row);
            return list.size() - 1;
        }
        return list.set(at, row).equals(row) ? -1 : at;
    }

    private int indexOf(String finding) {
        // From the end: what changes is mostly young.
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).finding().equals(finding)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the row of a finding, or null. */
    @Nullable
    Row of(String finding) {
        int at = indexOf(finding);
        return at < 0 ? null : list.get(at);
    }

    /** Takes a finding's row away and puts the last one into its place; returns the place, -1 if there was none. */
    int remove(String finding) {
        int at = indexOf(finding);
        if (at >= 0) {
            Row last = list.removeLast();
            if (at < list.size()) {
                list.set(at, last);
            }
        }
        return at;
    }

    /**
     * Returns how much it says that two findings share the entity: as much as the finding that takes it most seriously
     * says, and little if more groups of alerts name it than an attack does.
     *
     * @param busyFrom from how many groups on that is
     */
    Strength strength(int busyFrom) {
        if (crowd != null) {
            return crowd.strength(busyFrom);
        }
        Strength most = Strength.WEAK;
        for (Row row : list) {
            if (row.strength().compareTo(most) < 0) {
                most = row.strength();
            }
        }
        return most != Strength.WEAK && isNamedBy(busyFrom) ? Strength.WEAK : most;
    }

    /** Returns whether so many groups of alerts name the entity. */
    private boolean isNamedBy(int most) {
        if (list.size() < most) {
            return false;
        }
        Set<Integer> groups = new HashSet<>();
        for (Row row : list) {
            if (row.isAlert() && groups.add(row.group()) && groups.size() >= most) {
                return true;
            }
        }
        return false;
    }
}
