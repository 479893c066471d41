package io.sluice.local.feed;

import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.home.Ports;
import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.SimulatedTenant;
import io.sluice.local.topic.RecordReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Shows alerts as they arrive, until the program ends. */
public final class AlertFeed implements Runnable {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Ports ports;
    private final PrintWriter out;
    private final boolean colour;

    /** Takes the ports of the stack, where to print, and whether colours are understood there. */
    public AlertFeed(Ports ports, PrintWriter out, boolean colour) {
        this.ports = ports;
        this.out = out;
        this.colour = colour;
    }

    @Override
    public void run() {
        try (RecordReader reader = new RecordReader(ports)) {
            Map<String, String> names = new ControlApi(ports)
                    .tenants().stream().collect(Collectors.toMap(SimulatedTenant::tenantId, SimulatedTenant::name));
            AlertLine line = new AlertLine(names, ZoneId.systemDefault(), colour);
            reader.open(Topics.ALERTS.name(), true);
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<byte[], byte[]> received : reader.poll(LOOK)) {
                    if (received.value() != null) {
                        out.println(line.of(Json.MAPPER.readTree(received.value())));
                    }
                }
                out.flush();
            }
        } catch (IOException e) {
            out.println("The feed stopped: a record on " + Topics.ALERTS.name() + " is no JSON.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
