package io.sluice.local.correlation;

import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.SimulatedTenant;
import io.sluice.local.simulator.TruePart;
import java.util.Map;
import java.util.TreeMap;

/** What the simulator says belongs together. */
public final class PlayTruth {

    private PlayTruth() {}

    /** Returns the play of each alert of all tenants, by {@code <tenantId>/<finding uid>}. */
    public static Map<String, PlayOfAlert> of(ControlApi simulator) throws InterruptedException {
        Map<String, PlayOfAlert> truth = new TreeMap<>();
        for (SimulatedTenant tenant : simulator.tenants()) {
            for (TruePart part : simulator.parts(tenant.tenantId())) {
                truth.put(part.key(), new PlayOfAlert(part.playId(), part.scenario(), part.attackId() != null));
            }
        }
        return truth;
    }
}
