package io.sluice.enrichment.graph;

import io.sluice.contracts.correlation.Strength;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** All findings that name one entity, or, of what too many name, only that they are too many. */
final class Rows {

    private final List<Row> list;
    private boolean tooMany;

    Rows(List<Row> list, boolean tooMany) {
        this.list = new ArrayList<>(list);
        this.tooMany = tooMany;
    }

    List<Row> list() {
        return list;
    }

    /** Returns whether there were more than are kept. */
    boolean areTooMany() {
        return tooMany;
    }

    void becomeTooMany() {
        tooMany = true;
        list.clear();
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

    boolean remove(String finding) {
        return list.removeIf(row -> row.finding().equals(finding));
    }

    /**
     * Returns how much it says that two findings share the entity: as much as the finding that takes it most seriously
     * says, and little if more groups of alerts name it than an attack does.
     *
     * @param counted which findings are looked at
     */
    Strength strength(int busyFrom, Predicate<String> counted) {
        if (tooMany) {
            return Strength.WEAK;
        }
        Strength most = Strength.WEAK;
        Set<Integer> groups = new HashSet<>();
        for (Row row : list) {
            if (counted.test(row.finding())) {
                if (row.strength().compareTo(most) < 0) {
                    most = row.strength();
                }
                if (row.isAlert() && groups.add(row.group()) && groups.size() >= busyFrom) {
                    return Strength.WEAK;
                }
            }
        }
        return most;
    }
}
