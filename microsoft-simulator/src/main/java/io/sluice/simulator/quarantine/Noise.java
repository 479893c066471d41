package io.sluice.simulator.quarantine;

import io.sluice.simulator.mail.FileContent;
import io.sluice.simulator.mail.Letter;
import io.sluice.simulator.mail.MailBytes;
import io.sluice.simulator.mail.MessageIds;
import io.sluice.simulator.mail.Shape;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.quarantine.Quarantined.Origin;
import io.sluice.simulator.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Mail that belongs to nothing: spam, bulk mail, phishing of the everyday kind. What came in an hour follows from the
 * seed, the tenant and the hour, so that nothing need be kept.
 */
final class Noise {

    private static final long HOUR = 3600;
    private static final List<Shape> SHAPES = List.of(Shape.values());
    private static final List<String> ODD_FILES = List.of(
            "Invoice_%d.zip",
            "scan%d.iso", "Übersicht_Q3_%d.zip", "請求書_%d.zip", "Счёт_%d.docm", "order %d.html", "payment_%d.pdf");

    private final long seed;
    private final int perDay;

    Noise(long seed, int perDay) {
        this.seed = seed;
        this.perDay = perDay;
    }

    /** What came to a tenant between two times, both included. */
    List<Quarantined> between(Tenant tenant, Organisation organisation, Instant from, Instant to) {
        List<Quarantined> all = new ArrayList<>();
        for (long hour = from.getEpochSecond() / HOUR; hour <= to.getEpochSecond() / HOUR; hour++) {
            for (Quarantined message : inHour(tenant, organisation, hour)) {
                if (!message.received().isBefore(from) && !message.received().isAfter(to)) {
                    all.add(message);
                }
            }
        }
        return all;
    }

    private List<Quarantined> inHour(Tenant tenant, Organisation organisation, long hour) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L
                ^ UUID.fromString(tenant.id()).getMostSignificantBits()
                ^ hour * 0x2545F4914F6CDD1DL);
        double expected = perDay / 24.0;
        int count = (int) expected + (random.nextDouble() < expected - (int) expected ? 1 : 0);
        List<Quarantined> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            messages.add(message(tenant, organisation, hour, random.split()));
        }
        return messages;
    }

    private Quarantined message(Tenant tenant, Organisation organisation, long hour, SplittableRandom random) {
        Instant received =
                Instant.ofEpochSecond(hour * HOUR + random.nextInt((int) HOUR), random.nextInt(10_000_000) * 100L);
        Cause cause = cause(random.nextInt(100));
        boolean inbound = cause != Cause.DATA_LOSS;
        Shape shape = SHAPES.get(random.nextInt(SHAPES.size()));
        String domain = word(random) + "-" + word(random) + random.nextInt(10, 99) + ".example";
        String somebody = person(organisation, random);
        String sender = inbound ? word(random) + "." + word(random) + "@" + domain : somebody;
        List<String> recipients = new ArrayList<>(List.of(inbound ? somebody : word(random) + "@" + domain));
        if (random.nextInt(8) == 0) {
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                recipients.add(inbound ? person(organisation, random) : word(random) + i + "@" + domain);
            }
        }
        List<String> to = recipients.stream().distinct().toList();
        List<String> subjects = shape.language().subjects();
        String subject = subjects.get(random.nextInt(subjects.size()));
        String id = MessageIds.of(random, received);
        String internetMessageId =
                "<" + Long.toHexString(random.nextLong()) + "@" + sender.substring(sender.indexOf('@') + 1) + ">";
        Letter letter = new Letter(
                tenant.id(),
                tenant.mailDomain(),
                id,
                internetMessageId,
                sender,
                Names.display(sender),
                Names.address(sender),
                to,
                subject,
                received,
                cause.verdict(),
                inbound,
                shape,
                files(cause, random),
                urls(cause, domain, random),
                random.nextLong());
        return new Quarantined(
                Origin.NOISE,
                null,
                id,
                internetMessageId,
                sender,
                to,
                subject,
                received,
                cause,
                inbound,
                random.nextInt(16) == 0,
                random.nextInt(25) == 0,
                status(random.nextInt(200)),
                Names.encoding(letter.seed()),
                new MailBytes.Composed(letter));
    }

    private static String word(SplittableRandom random) {
        return Names.WORDS.get(random.nextInt(Names.WORDS.size()));
    }

    private static String person(Organisation organisation, SplittableRandom random) {
        return organisation
                .people()
                .get(random.nextInt(organisation.people().size()))
                .mailbox()
                .address();
    }

    private static Cause cause(int percent) {
        if (percent < 42) {
            return Cause.SPAM;
        }
        if (percent < 62) {
            return Cause.BULK;
        }
        if (percent < 74) {
            return Cause.PHISH;
        }
        if (percent < 86) {
            return Cause.HIGH_CONF_PHISH;
        }
        if (percent < 92) {
            return Cause.MALWARE;
        }
        return switch (percent) {
            case 92, 93, 94 -> Cause.FILE_TYPE;
            case 95, 96 -> Cause.TRANSPORT_RULE;
            case 97, 98 -> Cause.DATA_LOSS;
            default -> Cause.ADMIN;
        };
    }

    private static ReleaseStatus status(int share) {
        return switch (share) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> ReleaseStatus.RELEASED;
            case 10, 11, 12, 13, 14 -> ReleaseStatus.REQUESTED;
            case 15, 16, 17 -> ReleaseStatus.DENIED;
            case 18 -> ReleaseStatus.APPROVED;
            case 19 -> ReleaseStatus.PREPARING_TO_RELEASE;
            case 20 -> ReleaseStatus.ERROR;
            default -> ReleaseStatus.NOT_RELEASED;
        };
    }

    private static List<FileContent> files(Cause cause, SplittableRandom random) {
        boolean carries = switch (cause) {
            case MALWARE, FILE_TYPE, TRANSPORT_RULE -> true;
            default -> random.nextInt(9) == 0;
        };
        if (!carries) {
            return List.of();
        }
        List<FileContent> files = new ArrayList<>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            String name = ODD_FILES.get(random.nextInt(ODD_FILES.size())).formatted(random.nextInt(100, 99_999));
            files.add(new FileContent(name, random.nextLong()));
        }
        return files;
    }

    private static List<String> urls(Cause cause, String domain, SplittableRandom random) {
        List<String> urls = new ArrayList<>();
        for (int i = cause == Cause.DATA_LOSS ? 0 : random.nextInt(3); i > 0; i--) {
            urls.add("https://" + word(random) + "." + domain + "/" + word(random) + "?id=" + random.nextInt(1_000_000)
                    + "&r=" + word(random));
        }
        return urls;
    }
}
