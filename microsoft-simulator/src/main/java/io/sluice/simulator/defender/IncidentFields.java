package io.sluice.simulator.defender;

import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.odata.Fields;
import io.sluice.simulator.odata.Fields.Text;
import io.sluice.simulator.odata.Fields.Time;
import io.sluice.simulator.odata.QueryOptions;
import java.util.Map;
import java.util.Set;

/**
 * What the incidents list can be asked, after Microsoft Learn: "List incidents API in Microsoft Defender XDR". Only
 * lastUpdateTime, createdTime, status and assignedTo can be compared. Severity, of all things, cannot be filtered by.
 */
final class IncidentFields {

    /** The options; pages have at most 100 incidents. */
    static final QueryOptions.Known OPTIONS = new QueryOptions.Known(Set.of("$filter", "$top", "$skip"), 100, 100);

    /** The properties that can be compared. */
    static final Fields<Shown> FIELDS = new Fields<>(
            "Microsoft.Mtp.Api.Incident",
            Map.of(
                    "lastUpdateTime", new Time<>(Shown::lastUpdate),
                    "createdTime", new Time<>(Shown::created),
                    "status", new Text<>(Shown::status, false, Set.of("eq")),
                    "assignedTo", new Text<>(Shown::assignedTo, true, Set.of("eq"))));

    private IncidentFields() {}
}
