package io.sluice.simulator.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.incident.IncidentTrees;
import io.sluice.simulator.incident.Play;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.sentinel.SentinelEntity.Account;
import io.sluice.simulator.sentinel.SentinelEntity.Host;
import io.sluice.simulator.tenant.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An alert of Defender XDR in Sentinel.
 *
 * @param tenant whose it is
 * @param shown the alert
 * @param incidentId Defender's incident that it is in
 */
record DefenderAlert(Tenant tenant, ShownAlert shown, long incidentId) implements SentinelAlert {

    private Product product() {
        return Product.of(shown.serviceSource());
    }

    @Override
    public String systemAlertId() {
        return systemAlertId(tenant, shown.alertId());
    }

    static String systemAlertId(Tenant tenant, String alertId) {
        return Draw.guid("sentinel alert", tenant.id(), alertId);
    }

    @Override
    public String vendorOriginalId() {
        return product()
                .vendorOriginalId(
                        shown.alertId(), tree().path("providerAlertId").asText(""));
    }

    @Override
    public String defenderId() {
        return shown.alertId();
    }

    @Override
    public String displayName() {
        return shown.title();
    }

    @Override
    public String severity() {
        return severity(shown.severity());
    }

    /** Severity in Sentinel's words, which do not include "unspecified". */
    static String severity(String severity) {
        return severity.equals("UnSpecified") || severity.isEmpty() ? "Informational" : severity;
    }

    @Override
    public String status() {
        return shown.status();
    }

    @Override
    public String providerName() {
        return product().providerName();
    }

    @Override
    public String productName() {
        return product().productName();
    }

    @Override
    public String productComponentName() {
        return "";
    }

    @Override
    public Instant start() {
        return shown.firstActivity();
    }

    @Override
    public Instant end() {
        return shown.lastActivity();
    }

    @Override
    public List<String> tactics() {
        return shown.category().isEmpty() ? List.of() : List.of(shown.category());
    }

    @Override
    public List<String> techniques() {
        return shown.techniques();
    }

    @Override
    public String alertLink() {
        return product().hasLink(shown.alertId())
                ? "https://security.microsoft.com/alerts/" + shown.alertId() + "?tid=" + tenant.id()
                : "";
    }

    @Override
    public EntityJson.Style entityStyle() {
        return product().style();
    }

    @Override
    public Details details() {
        JsonNode tree = tree();
        List<SentinelEntity> entities = DefenderEntities.of(tree);
        Map<String, String> extended = new LinkedHashMap<>();
        extended.put("Category", shown.category());
        extended.put("IncidentId", Long.toString(incidentId));
        return new Details(
                tree.path("description").asText(""),
                tree.path("detectorId").asText(""),
                compromised(entities),
                entities,
                extended);
    }

    /** In Defender for Identity it is no more than this word. */
    private String compromised(List<SentinelEntity> entities) {
        return switch (product()) {
            case IDENTITY -> "CompromisedEntity";
            case ENTRA, CLOUD_APPS, OFFICE ->
                first(entities, Account.class).map(Account::principalName).orElse("");
            case ENDPOINT, DEFENDER ->
                first(entities, Host.class)
                        .map(Host::fullName)
                        .or(() -> first(entities, Account.class).map(Account::principalName))
                        .orElse("");
        };
    }

    static <E extends SentinelEntity> java.util.Optional<E> first(List<SentinelEntity> entities, Class<E> kind) {
        return entities.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private JsonNode tree() {
        try {
            return new IncidentTrees(tenant.id()).alert(shown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Play play() {
        return shown.play();
    }
}
