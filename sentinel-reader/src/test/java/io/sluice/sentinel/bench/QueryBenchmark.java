package io.sluice.sentinel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.query.Execution;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.requests.Asked;
import io.sluice.requests.Ending;
import io.sluice.sentinel.answer.Engines;
import io.sluice.sentinel.answer.QueryResponder;
import io.sluice.sentinel.hunting.Hunting;
import io.sluice.sentinel.loganalytics.LogAnalytics;
import io.sluice.sentinel.query.MicrosoftStub;
import io.vertx.core.http.HttpServerResponse;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * How fast the largest answer of Log Analytics, 500,000 rows of 100 MB, becomes parts, and in how much memory. No test:
 * surefire takes no class of this name. Run it by its name, and it prints what the heap holds after collections:
 *
 * <pre>
 * ./mvnw -pl sentinel-reader test -Dtest=QueryBenchmark
 * </pre>
 */
class QueryBenchmark {

    private static final int ROWS = 500_000;
    private static final int ROWS_OF_A_CHUNK = 200;

    @Test
    void theLargestAnswer() throws Exception {
        try (MicrosoftStub microsoft = new MicrosoftStub()) {
            microsoft.answers(QueryBenchmark::begin);
            QueryResponder responder = new QueryResponder(
                    new Engines(
                            new LogAnalytics(microsoft.http(), microsoft.tokens()),
                            new Hunting(microsoft.http(), microsoft.tokens()),
                            InstantSource.system(),
                            Thread::sleep,
                            new SimpleMeterRegistry()),
                    InstantSource.system(),
                    Duration.ofMinutes(10));
            QueryRequest request = Json.MAPPER.readValue("""
                    {"kind":"kql","connection":"contoso","text":"T","limits":{"maxRows":500000,"maxBytes":104857600}}""", QueryRequest.class);
            for (int round = 1; round <= 3; round++) {
                AtomicReference<Execution> execution = new AtomicReference<>();
                long began = System.nanoTime();
                Ending ending = responder.respond(new Asked<>("r", request, microsoft.sentinel()), part -> {
                    Json.write(part);
                    if (part.execution() != null) {
                        execution.set(part.execution());
                    }
                });
                double seconds = (System.nanoTime() - began) / 1e9;
                assertThat(ending).isInstanceOf(Ending.Completed.class);
                assertThat(execution.get().rows()).isEqualTo(ROWS);
                assertThat(execution.get().truncated()).isTrue(); // as many as there can be: there may be more
                System.out.printf(
                        "%,d rows, %,d bytes in %.1f s: %,.0f rows/s; heap after collections at most %,d KiB of %,d%n",
                        execution.get().rows(),
                        execution.get().bytes(),
                        seconds,
                        ROWS / seconds,
                        live() / 1024,
                        Runtime.getRuntime().maxMemory() / 1024);
            }
        }
    }

    private static long live() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(usage -> usage != null)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private static void begin(HttpServerResponse response) {
        response.setChunked(true);
        response.write("""
                {"tables":[{"name":"PrimaryResult","columns":[{"name":"TimeGenerated","type":"datetime"},\
                {"name":"User","type":"string"},{"name":"Address","type":"string"},{"name":"Count","type":"long"},\
                {"name":"Share","type":"real"},{"name":"Details","type":"dynamic"}],"rows":[""");
        go(response, 0);
    }

    /** Writes at the reader's pace, so that the memory is the reader's. */
    private static void go(HttpServerResponse response, int from) {
        int next = from;
        while (next < ROWS && !response.writeQueueFull()) {
            StringBuilder chunk = new StringBuilder(ROWS_OF_A_CHUNK * 220);
            for (int i = 0; i < ROWS_OF_A_CHUNK; i++, next++) {
                chunk.append(next == 0 ? "" : ",")
                        .append("[\"2026-08-01T06:20:31.1234567Z\",\"user")
                        .append(next)
                        .append("@contoso.example\",\"203.0.113.")
                        .append(next % 256)
                        .append("\",")
                        .append(9_007_199_254_740_993L + next)
                        .append(",0.25,\"{\\\"application\\\":\\\"Office 365\\\",\\\"device\\\":{\\\"id\\\":")
                        .append(next)
                        .append(
                                ",\\\"os\\\":\\\"Windows 11\\\"},\\\"risk\\\":\\\"none\\\",\\\"location\\\":\\\"Hamburg, DE\\\"}\"]");
            }
            response.write(chunk.toString());
        }
        if (next == ROWS) {
            response.end("]}],\"statistics\":{\"query\":{\"executionTime\":1.5}}}");
        } else {
            int rest = next;
            response.drainHandler(_ -> go(response, rest));
        }
    }
}
