package io.sluice.simulator.engine;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Detection;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.incident.EvidenceItem;
import io.sluice.simulator.incident.Play;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.scenario.Action.RaiseAlert;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes new alerts from what scenarios say about them. */
final class AlertMaker {

    private static final int BULK_PIECE = 8 * 1024;

    private final int extraEvidence;
    private final Map<String, Detection> detections = new HashMap<>();

    /** Adds so many bytes of evidence to each alert. */
    AlertMaker(int extraEvidence) {
        this.extraEvidence = extraEvidence;
    }

    /** Makes an alert of an incident, with these cast members as its evidence. */
    Alert make(
            Cast cast,
            RandomGenerator generator,
            Play play,
            long incidentId,
            RaiseAlert raise,
            List<String> entities,
            Instant now) {
        Instant creation = WireTime.stamp(now);
        Instant begin = creation.minusSeconds(30 + generator.nextInt(600));
        List<EvidenceItem> items = new ArrayList<>();
        entities.forEach(it -> items.add(cast.item(it, creation)));
        items.addAll(bulk(extraEvidence, creation, generator.nextInt()));
        return new Alert(
                alertId(raise.product(), generator),
                Organisation.uuid(generator),
                incidentId,
                detection(raise),
                cast.fill(raise.title()),
                cast.fill(raise.description() == null ? raise.title() : raise.description()),
                creation,
                creation,
                null,
                begin,
                creation.minusSeconds(5 + generator.nextInt(25)),
                Alert.NEW,
                raise.severity(),
                generator.nextInt(4) == 0 ? "Queued" : "UnsupportedAlertType",
                null,
                null,
                null,
                raise.devices() == null
                        ? List.of()
                        : raise.devices().stream().map(cast::device).toList(),
                List.copyOf(items),
                play);
    }

    private Detection detection(RaiseAlert raise) {
        return detections.computeIfAbsent(
                raise.title(),
                title -> new Detection(
                        raise.product(),
                        raise.source(),
                        UUID.nameUUIDFromBytes(title.getBytes(StandardCharsets.UTF_8))
                                .toString(),
                        raise.category(),
                        raise.techniques() == null ? List.of() : List.copyOf(raise.techniques()),
                        raise.family(),
                        raise.actor()));
    }

    private static String alertId(String product, RandomGenerator generator) {
        return switch (product) {
            case "MicrosoftDefenderForEndpoint" ->
                "da%018d_%d".formatted(generator.nextLong(1_000_000_000_000_000_000L), generator.nextInt());
            case "MicrosoftDefenderForOffice365" -> "fa" + Organisation.uuid(generator);
            case "MicrosoftCloudAppSecurity" -> "ca" + Organisation.hex(generator, 12);
            case "AADIdentityProtection" -> "ad" + Organisation.hex(generator, 32);
            default -> "aa" + Organisation.uuid(generator);
        };
    }

    static List<EvidenceItem> bulk(int bytes, Instant created, int number) {
        List<EvidenceItem> items = new ArrayList<>();
        for (int left = bytes; left > 0; left -= BULK_PIECE) {
            items.add(new EvidenceItem(
                    new Evidence.Bulk(Math.min(left, BULK_PIECE), Math.abs(number % 100_000) + items.size()),
                    created,
                    "Suspicious",
                    "None",
                    null));
        }
        return items;
    }
}
