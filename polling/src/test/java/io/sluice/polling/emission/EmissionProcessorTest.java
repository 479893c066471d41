package io.sluice.polling.emission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.raw.Source;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.trace.Traceparent;
import io.sluice.polling.finding.Shapes;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All services that normalize see all raw records: each is one service's, and told of once if it is nobody's. */
class EmissionProcessorTest {

    private final MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @ParameterizedTest
    @ValueSource(strings = {Source.DEFENDER_XDR, Source.MICROSOFT_GRAPH, Source.SENTINEL_ARM})
    void whatAnotherServiceNormalizesIsLeftToIt(String source) {
        for (boolean withHeader : new boolean[] {true, false}) {
            emission(true).process(raw(source, withHeader));
            emission(false).process(raw(source, withHeader));
        }

        assertThat(context.forwarded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsOfNoInterfaceThatIsKnownIsADeadLetterOfOneService(boolean withHeader) {
        emission(false).process(raw("carrier-pigeon", withHeader));
        assertThat(context.forwarded()).isEmpty();

        emission(true).process(raw("carrier-pigeon", withHeader));
        assertThat(context.forwarded(EmissionProcessor.sinkOf(Topics.DEAD_LETTERS)))
                .hasSize(1);
    }

    @Test
    void whatIsNoJsonAtAllIsADeadLetterOfOneService() {
        Record<String, byte[]> noJson = new Record<>("t/a", "no json".getBytes(UTF_8), 0);

        emission(false).process(noJson);
        assertThat(context.forwarded()).isEmpty();

        emission(true).process(noJson);
        assertThat(context.forwarded(EmissionProcessor.sinkOf(Topics.DEAD_LETTERS)))
                .hasSize(1);
    }

    @Test
    void whatIsEmittedBelongsToTheTraceOfWhatWasRead() {
        byte[] trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(UTF_8);
        Record<String, byte[]> raw = raw("carrier-pigeon", true);
        raw.headers().add(Traceparent.HEADER, trace);

        emission(true).process(raw);

        assertThat(context.forwarded())
                .singleElement()
                .satisfies(emitted -> assertThat(emitted.record()
                                .headers()
                                .lastHeader(Traceparent.HEADER)
                                .value())
                        .isEqualTo(trace));
    }

    @Test
    void deadLettersAreCountedFromZeroOn() {
        emission(true);
        assertThat(deadLetters()).isZero();

        emission(true).process(raw("carrier-pigeon", true));
        assertThat(deadLetters()).isEqualTo(1);
    }

    private double deadLetters() {
        return meters.get("sluice.normalized")
                .tag("topic", Topics.DEAD_LETTERS.name())
                .counter()
                .count();
    }

    private EmissionProcessor emission(boolean takesUnknown) {
        KeyValueStore<String, byte[]> versions = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(EmissionProcessor.VERSIONS), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        versions.init(context.getStateStoreContext(), versions);
        context.addStateStore(versions);
        context.setRecordMetadata(Topics.RAW_ALERTS.name(), 0, 1);
        EmissionProcessor processor =
                new EmissionProcessor("a service", new Shapes(Map.of(), takesUnknown), InstantSource.system(), meters);
        processor.init(context);
        return processor;
    }

    private static Record<String, byte[]> raw(String source, boolean withHeader) {
        RecordHeaders headers = new RecordHeaders();
        if (withHeader) {
            headers.add("ce_source", CloudEvent.source("t", source).getBytes(UTF_8));
        }
        String value = """
                {"tenantId":"t","connectionId":"c","source":"%s","readAt":"2026-08-01T06:00:00Z","incident":null,
                 "alert":{}}""".formatted(source);
        return new Record<>("t/a", value.getBytes(UTF_8), 0, headers);
    }
}
