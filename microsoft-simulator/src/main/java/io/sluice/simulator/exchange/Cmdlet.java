package io.sluice.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.surface.Call;
import java.io.IOException;

/** A cmdlet that the admin API runs. */
sealed interface Cmdlet
        permits QuarantineExport, QuarantineHeader, QuarantineList, QuarantinePolicies, QuarantinePreview {

    /** Its name, which is written without regard to case. */
    String name();

    /**
     * Answers a call.
     *
     * @param sent the parameters of the request, a JSON object
     * @throws CmdletException if it is refused, or fails
     */
    void run(Call call, JsonNode sent) throws IOException;
}
