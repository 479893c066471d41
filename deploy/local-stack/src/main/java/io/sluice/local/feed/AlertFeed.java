package io.sluice.local.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.home.Ports;
import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.SimulatedTenant;
import io.sluice.local.topic.RecordReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Shows alerts as they arrive, until the program ends. Of what happened before the stack was started, only the newest
 * are shown, so that nobody has to look for what is new behind hundreds of old lines.
 */
public final class AlertFeed implements Runnable {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int NEWEST = 12;

    private final Ports ports;
    private final PrintWriter out;
    private final boolean colour;
    private final Instant startedAt;
    private final List<JsonNode> history = new ArrayList<>();
    private boolean historyShown;

    /**
     * Prepares a feed.
     *
     * @param ports the ports of the stack
     * @param out where to print
     * @param colour whether colours are understood there
     * @param startedAt what changed before this is history
     */
    public AlertFeed(Ports ports, PrintWriter out, boolean colour, Instant startedAt) {
        this.ports = ports;
        this.out = out;
        this.colour = colour;
        this.startedAt = startedAt;
    }

    @Override
    public void run() {
        try (RecordReader reader = new RecordReader(ports)) {
            Map<String, String> names = new ControlApi(ports)
                    .tenants().stream().collect(Collectors.toMap(SimulatedTenant::tenantId, SimulatedTenant::name));
            AlertLine line = new AlertLine(names, ZoneId.systemDefault(), colour);
            reader.open(Topics.ALERTS.name(), true);
            while (!Thread.currentThread().isInterrupted()) {
                ConsumerRecords<byte[], byte[]> records = reader.poll(LOOK);
                for (ConsumerRecord<byte[], byte[]> received : records) {
                    if (received.value() != null) {
                        show(Json.MAPPER.readTree(received.value()), line);
                    }
                }
                if (records.isEmpty() && !history.isEmpty()) {
                    showHistory(line);
                }
                out.flush();
            }
        } catch (IOException e) {
            out.println("The feed stopped: a record on " + Topics.ALERTS.name() + " is no JSON.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(JsonNode alert, AlertLine line) {
        if (time(alert) < startedAt.toEpochMilli()) {
            history.add(alert);
        } else {
            out.println(line.of(alert));
        }
    }

    private void showHistory(AlertLine line) {
        out.println("  " + history.size() + " alerts from before the start"
                + (historyShown ? "" : ", the newest of them:"));
        if (!historyShown) {
            history.stream()
                    .sorted(Comparator.comparingLong(AlertFeed::time))
                    .skip(Math.max(0, history.size() - NEWEST))
                    .forEach(alert -> out.println(line.of(alert)));
            historyShown = true;
        }
        history.clear();
    }

    private static long time(JsonNode alert) {
        return alert.path("time").asLong();
    }
}
