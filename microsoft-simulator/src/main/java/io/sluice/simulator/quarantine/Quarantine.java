package io.sluice.simulator.quarantine;

import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.mail.Letter;
import io.sluice.simulator.mail.MailBytes;
import io.sluice.simulator.mail.MessageIds;
import io.sluice.simulator.mail.Shape;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.quarantine.Quarantined.Origin;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.settings.SimulatorSettings.Rows;
import io.sluice.simulator.tenant.Directory;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.TenantView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The quarantine of every tenant. Only what tests change is kept; all other messages follow, whenever they are asked
 * for, from the alerts, the seed and the files of a folder.
 */
public final class Quarantine {

    /** Nothing is kept longer. */
    public static final Duration LONGEST = Duration.ofDays(30);

    private static final Comparator<Row> NEWEST_FIRST = Comparator.comparing(
                    (Row row) -> row.message().received())
            .reversed()
            .thenComparing(Row::identity);

    private record Place(String tenantId, String networkMessageId) {}

    private final Function<Tenant, TenantView> views;
    private final Function<Tenant, Optional<Organisation>> organisations;
    private final InstantSource clock;
    private final Rows rows;
    private final long seed;
    private final Noise noise;
    private final List<Quarantined> files;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Place, Quarantined> added = new ConcurrentHashMap<>();
    private final Map<Place, ReleaseStatus> decided = new ConcurrentHashMap<>();
    private final Set<Place> gone = ConcurrentHashMap.newKeySet();

    /**
     * Fills the quarantines as the settings want.
     *
     * @param views what the API shows of each tenant's incidents
     * @param organisations the people of each tenant
     */
    public Quarantine(
            SimulatorSettings settings,
            Function<Tenant, TenantView> views,
            Function<Tenant, Optional<Organisation>> organisations,
            InstantSource clock) {
        this.views = views;
        this.organisations = organisations;
        this.clock = clock;
        this.rows = settings.quarantine().rows();
        this.seed = settings.seed();
        this.noise = new Noise(settings.seed(), settings.quarantine().perDay());
        this.files = settings.quarantine()
                .folder()
                .map(folders -> MailFolder.read(folders, Directory.REPLAY.mailDomain(), clock.instant()))
                .orElse(List.of());
    }

    // ---- what lies in it

    /** The messages that a tenant has now, received between two times, both included. */
    public List<Quarantined> messages(Tenant tenant, Instant from, Instant to) {
        Instant now = clock.instant();
        Optional<Organisation> organisation = organisations.apply(tenant);
        Instant first = latest(from, now.minus(LONGEST));
        Instant last = to.isBefore(now) ? to : now;
        Stream<Quarantined> random = organisation.stream()
                .flatMap(it -> first.isAfter(last) ? Stream.of() : noise.between(tenant, it, first, last).stream());
        Stream<Quarantined> others = Stream.of(
                        AttackMail.of(tenant, organisation.orElse(null), views.apply(tenant)).stream(),
                        tenant.equals(Directory.REPLAY) ? files.stream() : Stream.<Quarantined>of(),
                        added.entrySet().stream()
                                .filter(it -> it.getKey().tenantId().equals(tenant.id()))
                                .map(Map.Entry::getValue))
                .flatMap(it -> it)
                .filter(it -> !it.received().isBefore(first) && !it.received().isAfter(last));
        return Stream.concat(random, others)
                .filter(it -> isThere(tenant, it, now))
                .map(it -> asDecided(tenant, it))
                .toList();
    }

    private boolean isThere(Tenant tenant, Quarantined message, Instant now) {
        return message.expires().isAfter(now) && !gone.contains(place(tenant, message.networkMessageId()));
    }

    private Quarantined asDecided(Tenant tenant, Quarantined message) {
        ReleaseStatus status = decided.get(place(tenant, message.networkMessageId()));
        return status == null ? message : message.status(status);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Place place(Tenant tenant, String networkMessageId) {
        return new Place(tenant.id(), networkMessageId.toLowerCase(Locale.ROOT));
    }

    /** The rows that the list shows of the same messages, newest first. */
    public List<Row> rows(Tenant tenant, Instant from, Instant to) {
        return messages(tenant, from, to).stream()
                .flatMap(it -> rows(it).stream())
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** The rows of one message: one for each recipient, or one for all. */
    public List<Row> rows(Quarantined message) {
        boolean apart = switch (rows) {
            case PER_RECIPIENT -> true;
            case PER_MESSAGE -> false;
            case MIXED -> (MessageIds.seed(message.networkMessageId()) & 4) == 0;
        };
        if (!apart || message.recipients().size() == 1) {
            return List.of(Row.of(message, message.recipients()));
        }
        List<Row> all = new ArrayList<>();
        message.recipients().forEach(it -> all.add(Row.of(message, List.of(it))));
        return all;
    }

    /** The row of this identity, while its message is there. */
    public Optional<Row> row(Tenant tenant, String identity) {
        int slash = identity.indexOf('\\');
        return slash < 0
                ? Optional.empty()
                : message(tenant, identity.substring(0, slash)).stream()
                        .flatMap(it -> rows(it).stream())
                        .filter(it -> it.identity().equalsIgnoreCase(identity))
                        .findFirst();
    }

    /** The message of this network message id, while it is there. */
    public Optional<Quarantined> message(Tenant tenant, String networkMessageId) {
        if (!MessageIds.isId(networkMessageId)) {
            return Optional.empty();
        }
        // The ids of the noise tell when it came, so that only that moment need be made up.
        Instant time = MessageIds.time(networkMessageId);
        Instant now = clock.instant();
        return Stream.<Supplier<List<Quarantined>>>of(
                        () -> List.copyOf(Optional.ofNullable(added.get(place(tenant, networkMessageId))).stream()
                                .toList()),
                        () -> tenant.equals(Directory.REPLAY) ? files : List.of(),
                        () -> organisations
                                .apply(tenant)
                                .filter(it -> Duration.between(time, now).abs().compareTo(LONGEST) < 0)
                                .map(it -> noise.between(tenant, it, time.minusMillis(10), time.plusMillis(10)))
                                .orElse(List.of()),
                        () -> AttackMail.of(tenant, organisations.apply(tenant).orElse(null), views.apply(tenant)))
                .map(Supplier::get)
                .flatMap(List::stream)
                .filter(it -> it.networkMessageId().equalsIgnoreCase(networkMessageId))
                .filter(it -> isThere(tenant, it, now))
                .map(it -> asDecided(tenant, it))
                .findFirst();
    }

    /** Everything that a tenant has. */
    public List<Quarantined> all(Tenant tenant) {
        Instant now = clock.instant();
        return messages(tenant, now.minus(LONGEST), now);
    }

    // ---- what tests do to it

    /**
     * What a test says of a message that it puts into the quarantine; what it leaves out is taken from the headers.
     *
     * @param recipients who should have got it
     * @param sender its sender, or nothing
     * @param subject its subject, or nothing
     * @param age how long ago it came
     * @param cause why it is held
     * @param encoding how it is exported
     */
    public record Claim(
            List<String> recipients, String sender, String subject, Duration age, Cause cause, BodyEncoding encoding) {}

    /** Puts a message of these bytes into a quarantine. */
    public Quarantined add(Tenant tenant, byte[] message, Claim claim) throws IOException {
        return add(tenant, new MailBytes.Kept(message), claim, newId(claim));
    }

    /** Puts a message of this size into a quarantine; its bytes are made up whenever they are read. */
    public Quarantined add(Tenant tenant, long size, Claim claim) throws IOException {
        String id = newId(claim);
        String sender = claim.sender().isEmpty() ? "media@heavy-cargo.example" : claim.sender();
        Letter letter = new Letter(
                tenant.id(),
                tenant.mailDomain(),
                id,
                "<" + id + "@heavy-cargo.example>",
                sender,
                Names.display(sender),
                Names.address(sender),
                claim.recipients().isEmpty() ? List.of("somebody@" + tenant.mailDomain()) : claim.recipients(),
                claim.subject().isEmpty() ? "Recording of the meeting" : claim.subject(),
                received(claim),
                claim.cause().verdict(),
                true,
                Shape.PLAIN,
                List.of(),
                List.of(),
                MessageIds.seed(id));
        return add(tenant, new MailBytes.Weighty(letter, size), claim, id);
    }

    private Instant received(Claim claim) {
        return WireTime.toTick(clock.instant().minus(claim.age()));
    }

    private String newId(Claim claim) {
        return MessageIds.of(
                new SplittableRandom(seed ^ numbers.incrementAndGet() * 0x9E3779B97F4A7C15L), received(claim));
    }

    private Quarantined add(Tenant tenant, MailBytes bytes, Claim claim, String id) throws IOException {
        Quarantined message = MailFolder.foreign(
                Origin.CONTROL,
                id,
                bytes,
                tenant.mailDomain(),
                received(claim),
                claim.cause(),
                claim.encoding(),
                claim.recipients(),
                claim.sender(),
                claim.subject());
        added.put(place(tenant, id), message);
        return message;
    }

    /** Lets a message vanish, as if it had expired or somebody had deleted it; false if it is not there. */
    public boolean remove(Tenant tenant, String networkMessageId) {
        if (message(tenant, networkMessageId).isEmpty()) {
            return false;
        }
        gone.add(place(tenant, networkMessageId));
        added.remove(place(tenant, networkMessageId));
        return true;
    }

    /** Sets how far a message is on its way out; false if it is not there. */
    public boolean decide(Tenant tenant, String networkMessageId, ReleaseStatus status) {
        if (message(tenant, networkMessageId).isEmpty()) {
            return false;
        }
        decided.put(place(tenant, networkMessageId), status);
        return true;
    }
}
