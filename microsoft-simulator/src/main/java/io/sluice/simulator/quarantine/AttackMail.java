package io.sluice.simulator.quarantine;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.incident.EvidenceItem;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.mail.FileContent;
import io.sluice.simulator.mail.Letter;
import io.sluice.simulator.mail.MailBytes;
import io.sluice.simulator.mail.MessageIds;
import io.sluice.simulator.mail.Shape;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.quarantine.Quarantined.Origin;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.TenantView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The mail of the attacks: what alerts show as evidence is held, unless it is harmless, and so are the similar messages
 * that they count. All of it follows from the alerts.
 */
final class AttackMail {

    /** Shapes that leave the subject and the sender as the alert says. */
    private static final List<Shape> SHAPES = java.util.Arrays.stream(Shape.values())
            .filter(Predicate.not(List.of(Shape.DUPLICATE_HEADERS, Shape.NULS)::contains))
            .toList();

    private final Tenant tenant;
    private final @Nullable Organisation organisation;
    private final Map<String, Quarantined> found = new LinkedHashMap<>();

    private AttackMail(Tenant tenant, @Nullable Organisation organisation) {
        this.tenant = tenant;
        this.organisation = organisation;
    }

    /** The mail that the alerts of a tenant show by now. */
    static List<Quarantined> of(Tenant tenant, @Nullable Organisation organisation, TenantView view) {
        AttackMail mail = new AttackMail(tenant, organisation);
        for (Shown incident : view.incidents(it -> true)) {
            for (ShownAlert alert : incident.alerts()) {
                if (alert instanceof Alert own) {
                    mail.look(own);
                }
            }
        }
        return new ArrayList<>(mail.found.values());
    }

    private void look(Alert alert) {
        for (EvidenceItem item : alert.entities()) {
            switch (item.what()) {
                case Evidence.MailMessage message
                when !item.verdict().equals("NoThreatsFound") ->
                    found.computeIfAbsent(message.networkMessageId(), id -> evidence(alert.attackId(), message));
                case Evidence.MailCluster cluster -> wave(alert.attackId(), cluster);
                default -> {
                    // Not mail.
                }
            }
        }
    }

    private Quarantined evidence(@Nullable String attackId, Evidence.MailMessage message) {
        return quarantined(
                Origin.ALERT,
                attackId,
                message,
                message.networkMessageId(),
                message.internetMessageId(),
                List.of(message.recipient().principalName()),
                message.received());
    }

    /** The others that look like the first; some of them to several people. */
    private void wave(@Nullable String attackId, Evidence.MailCluster cluster) {
        if (organisation == null) {
            return;
        }
        Evidence.MailMessage first = cluster.first();
        SplittableRandom random = new SplittableRandom(MessageIds.seed(first.networkMessageId()));
        String domain = first.sender().substring(first.sender().indexOf('@') + 1);
        for (int i = 1; i < cluster.count(); i++) {
            Instant received = first.received().plusMillis(random.nextInt(-90_000, 90_000));
            String id = MessageIds.of(random, received);
            String internetMessageId = "<" + Long.toHexString(random.nextLong()) + "@" + domain + ">";
            int people = random.nextInt(5) == 0 ? random.nextInt(2, 5) : 1;
            int at = random.nextInt(organisation.people().size());
            List<String> recipients = new ArrayList<>();
            for (int j = 0; j < people; j++) {
                recipients.add(address(at + j));
            }
            found.computeIfAbsent(
                    id,
                    it -> quarantined(
                            Origin.WAVE,
                            attackId,
                            first,
                            it,
                            internetMessageId,
                            recipients.stream().distinct().toList(),
                            received));
        }
    }

    private String address(int index) {
        var people = Objects.requireNonNull(organisation).people();
        return people.get(index % people.size()).mailbox().address();
    }

    private Quarantined quarantined(
            Origin origin,
            @Nullable String attackId,
            Evidence.MailMessage like,
            String networkMessageId,
            String internetMessageId,
            List<String> recipients,
            Instant received) {
        long seed = MessageIds.seed(networkMessageId);
        List<FileContent> files = like.carries().stream()
                .filter(Evidence.FileSeen.class::isInstance)
                .map(it -> ((Evidence.FileSeen) it).content())
                .filter(Objects::nonNull)
                .toList();
        List<String> urls = like.carries().stream()
                .filter(Evidence.Url.class::isInstance)
                .map(it -> ((Evidence.Url) it).url())
                .toList();
        Cause cause = !files.isEmpty()
                ? Cause.MALWARE
                : urls.isEmpty() ? Cause.SPAM : (seed & 7) < 5 ? Cause.HIGH_CONF_PHISH : Cause.PHISH;
        Letter letter = new Letter(
                tenant.id(),
                tenant.mailDomain(),
                networkMessageId,
                internetMessageId,
                like.sender(),
                Names.display(like.sender()),
                Names.address(like.sender()),
                recipients,
                like.subject(),
                received,
                cause.verdict(),
                true,
                SHAPES.get(Math.floorMod(seed >>> 5, SHAPES.size())),
                files,
                urls,
                seed);
        return new Quarantined(
                origin,
                attackId,
                networkMessageId,
                internetMessageId,
                like.sender(),
                recipients,
                like.subject(),
                received,
                cause,
                true,
                false,
                false,
                ReleaseStatus.NOT_RELEASED,
                Names.encoding(seed),
                new MailBytes.Composed(letter));
    }
}
