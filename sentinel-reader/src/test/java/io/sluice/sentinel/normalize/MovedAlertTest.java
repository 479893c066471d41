package io.sluice.sentinel.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import io.sluice.polling.emission.EmissionProcessor;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only rows of incidents say where an alert is: its own row and its time stay as they are when it moves. */
class MovedAlertTest {

    private static final String A = "7d0b3f9e-0000-4000-8000-00000000000a";
    private static final String B = "7d0b3f9e-0000-4000-8000-00000000000b";

    private final MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
    private final EmissionProcessor emission = new EmissionProcessor(
            "sentinel-reader", SentinelShape.ALL, InstantSource.system(), new SimpleMeterRegistry());

    @BeforeEach
    void start() {
        KeyValueStore<String, byte[]> versions = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(EmissionProcessor.VERSIONS), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        versions.init(context.getStateStoreContext(), versions);
        context.addStateStore(versions);
        context.setRecordMetadata(Topics.RAW_ALERTS.name(), 0, 1);
        emission.init(context);
    }

    /** The last row of an incident that was absorbed can be there before its closing row, and behind the survivor's. */
    @Test
    void anAlertThatIsBackInAnIncidentIsToldThereAgainEachTimeUnderAnIdOfItsOwn() throws IOException {
        read(A, "Medium", 10);
        read(B, "Medium", 20);
        read(A, "Medium", 30);
        read(A, "Medium", 40);
        read(B, "Medium", 50);

        assertThat(incidentsTold()).containsExactly(A, B, A, B);
        assertThat(told())
                .extracting(each -> CloudEvent.readFrom(each.record().headers())
                        .orElseThrow()
                        .id())
                .doesNotHaveDuplicates();
    }

    @Test
    void whatWasReadBeforeAndComesLaterIsNoReturn() throws IOException {
        read(A, "Medium", 10);
        read(B, "Medium", 20);
        read(A, "Medium", 15);

        assertThat(incidentsTold()).containsExactly(A, B);
    }

    @Test
    void twoRowsOfOneTimeInOneIncidentAreNoReturn() throws IOException {
        read(A, "Medium", 10);
        read(A, "High", 20);
        read(A, "Medium", 30);

        assertThat(incidentsTold()).containsExactly(A, A);
    }

    private void read(String incident, String severity, int second) {
        String raw = """
                {"tenantId":"%s","connectionId":"%s","source":"sentinel-log-analytics",
                 "readAt":"2026-08-01T07:00:%02dZ","incident":{"IncidentName":"%s","Title":"Phish"},
                 "alert":{"SystemAlertId":"8f6c0000-0000-4000-8000-000000000001",
                  "VendorOriginalId":"410e4342-4bfc-80a3-9600-08dd53ec811c","ProviderName":"OATP",
                  "ProductName":"Office 365 Advanced Threat Protection","Status":"New","AlertSeverity":"%s",
                  "TimeGenerated":"2026-08-01T06:20:00Z","StartTime":"2026-08-01T06:10:00Z"}}""".formatted(Samples.TENANT, Samples.CONNECTION, second, incident, severity);
        emission.process(new Record<>("t/a", raw.getBytes(UTF_8), 0));
    }

    private List<CapturedForward<? extends String, ? extends byte[]>> told() {
        return context.forwarded(EmissionProcessor.sinkOf(Topics.ALERTS));
    }

    private List<String> incidentsTold() throws IOException {
        List<String> incidents = new ArrayList<>();
        for (CapturedForward<? extends String, ? extends byte[]> each : told()) {
            incidents.add(Json.MAPPER
                    .readTree(each.record().value())
                    .at("/finding_info/related_events/0/uid")
                    .asText());
        }
        return incidents;
    }
}
