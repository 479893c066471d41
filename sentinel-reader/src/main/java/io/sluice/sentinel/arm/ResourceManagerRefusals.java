package io.sluice.sentinel.arm;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.http.Refusal;
import io.sluice.microsoft.http.RefusalReader;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says what refusals of Azure Resource Manager mean (Microsoft Learn: "Troubleshoot common Azure deployment errors").
 */
final class ResourceManagerRefusals implements RefusalReader {

    private final Sentinel workspace;

    ResourceManagerRefusals(Sentinel workspace) {
        this.workspace = workspace;
    }

    @Override
    public MicrosoftFailure failure(Refusal refusal, Instant now) {
        String code = code(refusal.body());
        String details = " (HTTP " + refusal.status() + (code == null ? "" : ", " + code) + ").";
        return switch (refusal.status()) {
            case 403 ->
                new Forbidden(
                        "The application may not read Sentinel's incidents of the workspace "
                                + workspace.workspaceName() + details,
                        code,
                        "Assign the application the role Microsoft Sentinel Reader on the resource group "
                                + workspace.resourceGroup() + "; a new role can take some minutes to count.");
            case 404 ->
                new NotFound("Azure does not know it in the workspace " + workspace.workspaceName() + details
                        + " Check that subscriptionId, resourceGroup and workspaceName are right, and that Microsoft"
                        + " Sentinel is switched on for the workspace.");
            default -> GENERAL.failure(refusal, now);
        };
    }

    private static @Nullable String code(byte[] body) {
        try {
            JsonNode code = Json.MAPPER.readTree(body).path("error").path("code");
            return code.asText("").matches("[A-Za-z0-9_.-]{1,80}") ? code.asText() : null;
        } catch (IOException notJson) {
            return null;
        }
    }
}
