package io.sluice.contracts.schema;

import io.sluice.contracts.incident.IncidentHeader;
import io.sluice.contracts.incident.IncidentItem;
import io.sluice.contracts.incident.IncidentRequest;
import io.sluice.contracts.incident.IncidentRequestKind;
import io.sluice.contracts.incident.IncidentTime;
import io.sluice.contracts.request.Extent;
import io.sluice.contracts.request.Result;
import io.sluice.contracts.request.ResultStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of incidents in the examples, and what comes of it. */
final class ExampleIncidents {

    private static final String GET = "5c1f0a52-2f1b-4a90-8b52-0b1f0c7de101";
    private static final String LIST = "5c1f0a52-2f1b-4a90-8b52-0b1f0c7de102";
    private static final String DETECTIONS = "5c1f0a52-2f1b-4a90-8b52-0b1f0c7de103";
    private static final String WHO = "ann@contoso.com";

    private ExampleIncidents() {}

    static List<Example> requests() {
        return List.of(
                request(new IncidentRequest(
                        GET,
                        IncidentRequestKind.GET,
                        "contoso",
                        WHO,
                        Examples.ALERT_ID,
                        Examples.INCIDENT_ID,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        null)),
                request(listing(LIST, IncidentRequestKind.LIST, List.of("Active", "InProgress"), 100)),
                request(listing(DETECTIONS, IncidentRequestKind.LIST_DETECTIONS, List.of(), null)));
    }

    private static IncidentRequest listing(
            String id, IncidentRequestKind kind, List<String> statuses, @Nullable Integer limit) {
        return new IncidentRequest(
                id,
                kind,
                Examples.CONNECTION,
                WHO,
                null,
                null,
                null,
                null,
                Duration.ofHours(6),
                IncidentTime.CREATED,
                statuses,
                List.of("Medium", "High"),
                List.of(),
                limit);
    }

    private static Example request(IncidentRequest request) {
        String id = String.valueOf(request.id());
        return new Example(request.kind().word(), id, id, request);
    }

    static List<Example> results() {
        Instant from = Examples.READ_AT.minus(Duration.ofHours(6));
        return List.of(
                result(
                        "get",
                        GET,
                        new Extent(null, null, 2, 2, 0, 1, true),
                        List.of(IncidentItem.of(Examples.incident()), IncidentItem.of(Examples.alert()))),
                result(
                        "list",
                        LIST,
                        new Extent(from, Examples.READ_AT, 1, 1, 0, 1, true),
                        List.of(IncidentItem.of(Examples.incident()))),
                result(
                        "list-detections",
                        DETECTIONS,
                        new Extent(from, Examples.READ_AT, 1, 1, 0, 1, true),
                        List.of(new IncidentItem(
                                null, null, Examples.alert(), IncidentHeader.of(Examples.incident())))));
    }

    private static Example result(String kind, String requestId, Extent extent, List<IncidentItem> items) {
        return new Example(
                kind,
                Examples.TENANT + "/" + requestId + "/1",
                requestId,
                new Result<>(
                        requestId,
                        kind.equals("get") ? Examples.ALERT_ID : null,
                        kind,
                        Examples.TENANT,
                        Examples.CONNECTION,
                        "contoso",
                        ResultStatus.COMPLETED,
                        1,
                        extent,
                        items,
                        List.of(),
                        null,
                        Examples.PROCESSED_AT));
    }
}
