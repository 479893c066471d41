package io.sluice.simulator.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.simulator.SettableClock;
import io.sluice.simulator.control.Simulation;
import io.sluice.simulator.engine.Pace;
import io.sluice.simulator.engine.TenantEngine;
import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.incident.EvidenceItem;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.mail.MailBytes.Composed;
import io.sluice.simulator.mail.MessageIds;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.quarantine.Quarantined.Origin;
import io.sluice.simulator.scenario.ScenarioFiles;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.TenantView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AttackMailTest {

    private static final Tenant TENANT =
            new Tenant("contoso", "c0a70000-0000-4000-8000-000000000001", "contoso.onmicrosoft.com");
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private final Simulation simulation = new Simulation(new SettableClock(NOW));

    private TenantView played() {
        SplittableRandom random = TenantEngine.random(TENANT, 1);
        simulation.add(
                TENANT,
                new TenantEngine(
                        TENANT,
                        Organisation.of(TENANT, 40, 20, random.split()),
                        ScenarioFiles.read(true, Optional.empty()),
                        new Pace(1, 300, 1, 0, Duration.ZERO, Duration.ZERO),
                        random,
                        NOW.minus(Duration.ofHours(2))));
        return simulation.view(TENANT);
    }

    private static Stream<EvidenceItem> evidence(TenantView view) {
        return view.incidents(it -> true).stream()
                .map(Shown::alerts)
                .flatMap(List::stream)
                .map(Alert.class::cast)
                .flatMap(alert -> alert.entities().stream());
    }

    private List<Quarantined> mail(TenantView view) {
        return AttackMail.of(TENANT, simulation.organisation(TENANT).orElseThrow(), view);
    }

    @Test
    void everyHarmfulMessageThatAnAlertShowsIsThereUnderTheSameIdsWhichTellWhenItCame() {
        TenantView view = played();
        Map<String, Quarantined> held =
                mail(view).stream().collect(Collectors.toMap(Quarantined::networkMessageId, Function.identity()));
        List<EvidenceItem> shown = evidence(view)
                .filter(it -> it.what() instanceof Evidence.MailMessage)
                .toList();
        assertThat(shown).hasSizeGreaterThan(50);
        for (EvidenceItem item : shown) {
            Evidence.MailMessage message = (Evidence.MailMessage) item.what();
            assertThat(MessageIds.time(message.networkMessageId()))
                    .isCloseTo(message.received(), within(10, ChronoUnit.MILLIS));
            if (item.verdict().equals("NoThreatsFound")) {
                assertThat(held).doesNotContainKey(message.networkMessageId());
            } else {
                assertThat(held.get(message.networkMessageId())).satisfies(it -> {
                    assertThat(it.internetMessageId()).isEqualTo(message.internetMessageId());
                    assertThat(it.sender()).isEqualTo(message.sender());
                    assertThat(it.subject()).isEqualTo(message.subject());
                    assertThat(it.recipients())
                            .containsExactly(message.recipient().principalName());
                    assertThat(it.attackId()).isNotNull();
                });
            }
        }
    }

    @Test
    void everyPhishingAttackHasItsMessageInTheQuarantine() {
        TenantView view = played();
        Set<String> attacks = view
                .incidents(it -> it.play().scenario().equals("phishing")
                        && it.created().isBefore(NOW.minus(Duration.ofMinutes(5))))
                .stream()
                .map(it -> it.play().id())
                .collect(Collectors.toSet());
        assertThat(attacks).hasSizeGreaterThan(20);
        assertThat(mail(view).stream().filter(it -> it.origin() == Origin.ALERT).map(Quarantined::attackId))
                .containsAll(attacks);
    }

    @Test
    void similarMessagesAreAsManyAsTheAlertCounts() {
        TenantView view = played();
        int counted = evidence(view)
                .map(EvidenceItem::what)
                .filter(Evidence.MailCluster.class::isInstance)
                .distinct()
                .mapToInt(it -> ((Evidence.MailCluster) it).count() - 1)
                .sum();
        assertThat(mail(view).stream().filter(it -> it.origin() == Origin.WAVE)).hasSize(counted);
    }

    @Test
    void theHashOfAMailedFileIsThatOfTheAttachedBytes() throws NoSuchAlgorithmException, IOException {
        TenantView view = played();
        Map<String, Evidence.FileSeen> files = evidence(view)
                .map(EvidenceItem::what)
                .filter(Evidence.FileSeen.class::isInstance)
                .map(Evidence.FileSeen.class::cast)
                .collect(Collectors.toMap(Evidence.FileSeen::sha256, Function.identity(), (one, other) -> one));
        int attached = 0;
        for (Quarantined message : mail(view)) {
            if (message.cause() == Cause.MALWARE
                    && message.bytes() instanceof Composed composed
                    && composed.letter().shape().toString().equals("PLAIN")) {
                String text = new String(message.bytes().open().readAllBytes(), StandardCharsets.ISO_8859_1);
                String part = text.substring(text.indexOf("Content-Disposition: attachment"));
                byte[] bytes = Base64.getMimeDecoder()
                        .decode(part.substring(part.indexOf("\r\n\r\n") + 4, part.indexOf("\r\n--_")));
                String sha256 = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
                assertThat(files).containsKey(sha256);
                attached++;
            }
        }
        assertThat(attached).isPositive();
        for (Quarantined message : mail(view)) {
            if (message.bytes() instanceof Composed composed) {
                composed.letter()
                        .files()
                        .forEach(file -> assertThat(files.values()).anyMatch(it -> file.equals(it.content())));
            }
        }
    }

    @Test
    void theSameAlertsGiveTheSameBytes() throws IOException {
        TenantView view = played();
        List<Quarantined> once = mail(view);
        List<Quarantined> again = mail(view);
        assertThat(again).isEqualTo(once);
        for (int i = 0; i < once.size(); i += 20) {
            assertThat(again.get(i).bytes().open().readAllBytes())
                    .isEqualTo(once.get(i).bytes().open().readAllBytes());
        }
    }
}
