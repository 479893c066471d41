package io.sluice.simulator.telemetry;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Device;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.incident.EvidenceItem;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.organisation.Person;
import io.sluice.simulator.quarantine.Quarantined;
import io.sluice.simulator.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What there is of one tenant, from which everything that is logged follows.
 *
 * @param tenant the tenant
 * @param organisation its people and devices
 * @param alerts its alerts as they stand
 * @param mail its quarantined mail
 * @param now what time it is
 */
record World(
        Tenant tenant, Organisation organisation, List<Alert> alerts, Supplier<List<Quarantined>> mail, Instant now) {

    /** How far back the everyday goes. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final String[] PLACES = {
        "NL Amsterdam", "RU Moscow", "US Ashburn", "BR Recife", "VN Hanoi", "NG Lagos"
    };

    /** Evidence of a kind in an alert. */
    record Seen<E extends Evidence>(Alert alert, EvidenceItem item, E what) {}

    /** All evidence of a kind, alert by alert. */
    <E extends Evidence> Stream<Seen<E>> seen(Class<E> kind) {
        return alerts.stream()
                .flatMap(alert -> alert.entities().stream()
                        .filter(item -> kind.isInstance(item.what()))
                        .map(item -> new Seen<>(alert, item, kind.cast(item.what()))));
    }

    /** The evidence of a kind in one alert. */
    static <E extends Evidence> List<E> of(Alert alert, Class<E> kind) {
        return alert.entities().stream()
                .map(EvidenceItem::what)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** The device with Defender's id. */
    Optional<Device> device(@org.jspecify.annotations.Nullable String id) {
        return organisation.devices().stream()
                .filter(device -> device.mdatpId().equals(id))
                .findFirst();
    }

    /** The person with this account. */
    Optional<Person> person(Evidence.User user) {
        return organisation.people().stream()
                .filter(person -> person.user().equals(user))
                .findFirst();
    }

    /** A GUID that follows from this text. */
    static String guid(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** A number that follows from this text. */
    static long number(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits() >>> 1;
    }

    /** Country and city of an address. */
    String[] place(String address) {
        return address.equals(organisation.officeAddress())
                ? new String[] {"DE", "Dresden"}
                : PLACES[(int) (number(address) % PLACES.length)].split(" ", 2);
    }

    /**
     * The everyday: in each stretch of time so many things, at random moments, each made from its own generator; the
     * same at any later time.
     */
    <T> Stream<T> everyday(String what, Duration stretch, int each, BiFunction<Instant, SplittableRandom, T> make) {
        long length = stretch.toSeconds();
        long first = now.minus(KEPT).getEpochSecond() / length;
        long last = now.getEpochSecond() / length;
        List<T> all = new ArrayList<>();
        for (long number = first; number <= last; number++) {
            SplittableRandom random = new SplittableRandom(number(tenant.id() + what) + number * 0x9E3779B97F4A7C15L);
            for (int i = 0; i < each; i++) {
                Instant at = Instant.ofEpochSecond(
                        number * length + random.nextLong(length), random.nextInt(10_000_000) * 100L);
                SplittableRandom own = random.split();
                if (!at.isAfter(now)) {
                    all.add(make.apply(at, own));
                }
            }
        }
        return all.stream();
    }

    /** Somebody. */
    Person anybody(SplittableRandom random) {
        return organisation.people().get(random.nextInt(organisation.people().size()));
    }
}
