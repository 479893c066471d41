package io.sluice.enrichment.graph;

import io.sluice.contracts.correlation.Strength;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All findings that name one entity, or, of what too many name, only how many they are. It never changes. */
final class Rows {

    private final List<Row> list;
    private final @Nullable Crowd crowd;

    private Rows(List<Row> list, @Nullable Crowd crowd) {
        this.list = list;
        this.crowd = crowd;
    }

    static Rows of(List<Row> list) {
        return new Rows(list, null);
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

    /** Returns the place of a finding in the list, -1 if it is not there. */
    int indexOf(String finding) {
        // From the end: what changes is mostly young.
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).finding().equals(finding)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns them with another row at a place; behind the last one, with one more. */
    Rows with(int at, Row row) {
        List<Row> rows = new ArrayList<>(list.size() + 1);
        rows.addAll(list);
        if (at == rows.size()) {
            rows.add(row);
        } else {
            rows.set(at, row);
        }
        return new Rows(rows, null);
    }

    /** Returns them without the one at a place, with the last one there. */
    Rows without(int at) {
        List<Row> rows = new ArrayList<>(list);
        Row last = rows.removeLast();
        if (at < rows.size()) {
            rows.set(at, last);
        }
        return new Rows(rows, null);
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
