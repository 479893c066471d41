package io.sluice.simulator.telemetry;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.mail.FileContent;
import io.sluice.simulator.mail.Letter;
import io.sluice.simulator.mail.MailBytes;
import io.sluice.simulator.organisation.Person;
import io.sluice.simulator.quarantine.Quarantined;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mail: everything that is quarantined, what alerts show as delivered, and the mail of every day; and clicks in it. */
final class MailLog {

    private static final List<String> SUBJECTS = List.of(
            "Minutes of our meeting",
            "Lunch?",
            "Re: offer",
            "Quarterly figures",
            "Your order has shipped",
            "Invitation: planning",
            "Re: Re: contract",
            "Holiday calendar");

    private MailLog() {}

    /**
     * A message.
     *
     * @param held whether it is in the quarantine
     * @param zapped whether it was delivered first
     */
    record Message(
            String id,
            String internetId,
            String sender,
            String senderIp,
            List<String> recipients,
            String subject,
            Instant received,
            boolean inbound,
            boolean held,
            boolean zapped,
            String threat,
            List<String> urls,
            List<FileContent> files) {

        String domain() {
            return sender.substring(sender.indexOf('@') + 1);
        }
    }

    static Stream<Message> messages(World world) {
        Set<String> known = new HashSet<>();
        List<Message> all = new ArrayList<>();
        for (Quarantined it : world.mail().get()) {
            if (known.add(it.networkMessageId())) {
                all.add(held(it));
            }
        }
        world.seen(Evidence.MailMessage.class)
                .map(World.Seen::what)
                .filter(it -> known.add(it.networkMessageId()))
                .forEach(it -> all.add(delivered(it)));
        return Stream.concat(all.stream(), everyday(world));
    }

    private static Message held(Quarantined it) {
        Letter letter = it.bytes() instanceof MailBytes.Composed composed ? composed.letter() : null;
        String threat = switch (it.cause()) {
            case MALWARE, FILE_TYPE -> "Malware";
            case PHISH, HIGH_CONF_PHISH -> "Phish";
            case SPAM, BULK -> "Spam";
            default -> "";
        };
        return new Message(
                it.networkMessageId(),
                it.internetMessageId(),
                it.sender(),
                letter == null ? "203.0.113.9" : letter.senderIp(),
                it.recipients(),
                it.subject(),
                it.received(),
                it.inbound(),
                true,
                it.origin() == Quarantined.Origin.ALERT,
                threat,
                letter == null ? List.of() : letter.urls(),
                letter == null ? List.of() : letter.files());
    }

    private static Message delivered(Evidence.MailMessage it) {
        return new Message(
                it.networkMessageId(),
                it.internetMessageId(),
                it.sender(),
                "203.0.113.25",
                List.of(it.recipient().principalName()),
                it.subject(),
                it.received(),
                true,
                false,
                false,
                "",
                it.carries().stream()
                        .filter(Evidence.Url.class::isInstance)
                        .map(url -> ((Evidence.Url) url).url())
                        .toList(),
                List.of());
    }

    private static Stream<Message> everyday(World world) {
        return world.everyday("mail", Duration.ofHours(1), 12, (at, random) -> ordinary(world, at, random));
    }

    private static Message ordinary(World world, Instant at, SplittableRandom random) {
        Person from = world.anybody(random);
        Person to = world.anybody(random);
        boolean inbound = random.nextInt(3) > 0;
        String sender = inbound
                ? "contact" + random.nextInt(40) + "@partner" + random.nextInt(9) + ".example"
                : from.mailbox().address();
        String id = World.guid("mail" + at + world.tenant().id());
        return new Message(
                id,
                "<" + id.substring(0, 13) + "@" + sender.substring(sender.indexOf('@') + 1) + ">",
                sender,
                inbound
                        ? "203.0.113." + (30 + random.nextInt(9))
                        : world.organisation().officeAddress(),
                List.of(to.mailbox().address()),
                SUBJECTS.get(random.nextInt(SUBJECTS.size())),
                at,
                inbound,
                false,
                false,
                "",
                random.nextInt(3) == 0
                        ? List.of("https://www.partner" + random.nextInt(9) + ".example/news/" + random.nextInt(500))
                        : List.of(),
                List.of());
    }

    private static Map<String, @Nullable Object> cells(World world, Message it, String recipient) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("NetworkMessageId", it.id());
        cells.put("ReportId", it.id() + "-" + World.number(it.id() + recipient) % 100_000_000);
        cells.put("SenderFromAddress", it.sender());
        cells.put(
                "SenderDisplayName",
                it.sender().substring(0, Math.max(0, it.sender().indexOf('@'))));
        cells.put("RecipientEmailAddress", recipient);
        world.organisation().people().stream()
                .filter(person -> person.mailbox().address().equalsIgnoreCase(recipient))
                .findFirst()
                .ifPresent(
                        person -> cells.put("RecipientObjectId", person.user().aadUserId()));
        return cells;
    }

    /** One for each recipient of each message. */
    static Stream<Event> events(World world) {
        return messages(world)
                .flatMap(it -> it.recipients().stream()
                        .map(recipient -> new Event(it.received(), () -> {
                            Map<String, @Nullable Object> cells = cells(world, it, recipient);
                            boolean blocked = it.held() && !it.zapped();
                            cells.put("InternetMessageId", it.internetId());
                            cells.put("SenderFromDomain", it.domain());
                            cells.put("SenderMailFromAddress", it.sender());
                            cells.put("SenderMailFromDomain", it.domain());
                            cells.put("SenderIPv4", it.senderIp());
                            cells.put("Subject", it.subject());
                            cells.put("EmailDirection", it.inbound() ? "Inbound" : "Outbound");
                            cells.put("DeliveryAction", blocked ? "Blocked" : "Delivered");
                            cells.put("DeliveryLocation", blocked ? "Quarantine" : "Inbox/folder");
                            cells.put("LatestDeliveryAction", it.held() ? "Blocked" : "Delivered");
                            cells.put("LatestDeliveryLocation", it.held() ? "Quarantine" : "Inbox/folder");
                            cells.put("ThreatTypes", it.threat());
                            cells.put(
                                    "DetectionMethods",
                                    it.threat().isEmpty()
                                            ? ""
                                            : Map.of(
                                                    it.threat(),
                                                    List.of(
                                                            it.files().isEmpty()
                                                                    ? "URL detonation reputation"
                                                                    : "File detonation")));
                            cells.put("ConfidenceLevel", it.threat().isEmpty() ? "" : Map.of(it.threat(), "High"));
                            cells.put("EmailAction", blocked ? "Send to quarantine" : "");
                            cells.put(
                                    "AuthenticationDetails",
                                    Map.of(
                                            "SPF",
                                            it.threat().isEmpty() ? "pass" : "fail",
                                            "DKIM",
                                            it.threat().isEmpty() ? "pass" : "none",
                                            "DMARC",
                                            it.threat().isEmpty() ? "pass" : "fail",
                                            "CompAuth",
                                            it.threat().isEmpty() ? "pass" : "fail"));
                            cells.put("UrlCount", it.urls().size());
                            cells.put("AttachmentCount", it.files().size());
                            cells.put("EmailLanguage", "en");
                            return cells;
                        })));
    }

    /** One for each link in each message. */
    static Stream<Event> urls(World world) {
        return messages(world)
                .flatMap(it -> it.urls().stream()
                        .map(url -> new Event(it.received(), () -> {
                            Map<String, @Nullable Object> cells = cells(world, it, "");
                            cells.put("Url", url);
                            cells.put("UrlDomain", host(url));
                            cells.put("UrlLocation", "Body");
                            return cells;
                        })));
    }

    private static String host(String url) {
        try {
            return String.valueOf(URI.create(url).getHost());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** One for each attachment and recipient of each message. */
    static Stream<Event> files(World world) {
        return messages(world)
                .flatMap(it -> it.recipients().stream()
                        .flatMap(recipient -> it.files().stream()
                                .map(file -> new Event(it.received(), () -> {
                                    Map<String, @Nullable Object> cells = cells(world, it, recipient);
                                    byte[] bytes = file.bytes();
                                    cells.put("FileName", file.name());
                                    cells.put(
                                            "FileType",
                                            file.name().substring(file.name().lastIndexOf('.') + 1));
                                    cells.put("FileSize", bytes.length);
                                    cells.put("SHA256", digest(bytes));
                                    cells.put("ThreatTypes", it.threat());
                                    cells.put("DetectionMethods", it.threat().isEmpty() ? "" : "File detonation");
                                    return cells;
                                }))));
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    /** Clicks that alerts tell of, and harmless ones. */
    static Stream<Event> clicks(World world) {
        Stream<Event> attacks = world.alerts().stream().flatMap(alert -> clicks(world, alert));
        Stream<Event> ordinary = everyday(world)
                .filter(it -> !it.urls().isEmpty())
                .map(it -> click(
                        it.recipients().getFirst(),
                        it.urls().getFirst(),
                        it.id(),
                        world.organisation().officeAddress(),
                        it.received().plusSeconds(60 + World.number(it.id()) % 3000),
                        ""))
                .filter(it -> !it.time().isAfter(world.now()));
        return Stream.concat(attacks, ordinary);
    }

    private static Stream<Event> clicks(World world, Alert alert) {
        List<Evidence.User> users = World.of(alert, Evidence.User.class);
        boolean clicked = alert.title().contains("click") || alert.title().contains("session cookie");
        if (users.isEmpty() || !clicked) {
            return Stream.of();
        }
        return World.of(alert, Evidence.Url.class).stream().map(url -> {
            Optional<Evidence.MailMessage> message = world.seen(Evidence.MailMessage.class)
                    .map(World.Seen::what)
                    .filter(it -> it.carries().contains(url) && it.recipient().equals(users.getFirst()))
                    .findFirst();
            return click(
                    users.getFirst().principalName(),
                    url.url(),
                    message.map(Evidence.MailMessage::networkMessageId).orElse(""),
                    world.organisation().officeAddress(),
                    alert.firstActivity(),
                    "Phish");
        });
    }

    private static Event click(String user, String url, String message, String address, Instant at, String threat) {
        return new Event(at, () -> {
            Map<String, @Nullable Object> cells = new LinkedHashMap<>();
            cells.put("AccountUpn", user);
            cells.put("ActionType", "ClickAllowed");
            cells.put("IPAddress", address);
            cells.put("IsClickedThrough", false);
            cells.put("NetworkMessageId", message);
            cells.put("ReportId", World.guid("click" + user + url + at));
            cells.put("ThreatTypes", threat);
            cells.put(
                    "DetectionMethods", threat.isEmpty() ? "" : Map.of("Phish", List.of("URL detonation reputation")));
            cells.put("Url", url);
            cells.put("UrlChain", List.of(url));
            cells.put("Workload", "Email");
            return cells;
        });
    }
}
