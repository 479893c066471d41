package io.sluice.microsoft.capability;

import io.sluice.contracts.connection.Capability;
import java.util.List;

/**
 * Everything that a capability needs.
 *
 * @param capability the capability
 * @param fields what an operator fills in for it, besides what every connection has
 * @param accesses what it needs at Microsoft's interfaces
 * @param prerequisites what a tenant must have, such as licences, for people
 * @param remarks where guides of other products say something else than Microsoft does, and what holds, for people
 */
public record Requirement(
        Capability capability,
        List<Field> fields,
        List<Access> accesses,
        List<String> prerequisites,
        List<String> remarks) {

    public Requirement {
        fields = List.copyOf(fields);
        accesses = List.copyOf(accesses);
        prerequisites = List.copyOf(prerequisites);
        remarks = List.copyOf(remarks);
    }
}
