package io.sluice.simulator.sentinel;

import io.sluice.simulator.incident.Device;
import io.sluice.simulator.incident.Play;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.organisation.Person;
import io.sluice.simulator.sentinel.AnalyticsRule.Kind;
import io.sluice.simulator.sentinel.SentinelEntity.Account;
import io.sluice.simulator.sentinel.SentinelEntity.File;
import io.sluice.simulator.sentinel.SentinelEntity.FileHash;
import io.sluice.simulator.sentinel.SentinelEntity.Host;
import io.sluice.simulator.sentinel.SentinelEntity.Ip;
import io.sluice.simulator.sentinel.SentinelEntity.MailMessage;
import io.sluice.simulator.sentinel.SentinelEntity.ProcessSeen;
import io.sluice.simulator.sentinel.SentinelEntity.Url;
import io.sluice.simulator.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what the analytics rules of a tenant find: traces of its attacks, and what only looks like one. */
final class RuleRuns {

    /** Of the alerts of an attack that a rule could see, how many it does. */
    private static final double SEEN = 0.5;

    /** Of the alerts of a rule, how many say only in their rows what they are about. */
    private static final double UNMAPPED = 0.4;

    private static final List<AnalyticsRule> ABOUT_PEOPLE = List.of(
            AnalyticsRule.FAR_APART,
            AnalyticsRule.MASS_DOWNLOAD,
            AnalyticsRule.ROLE_GRANTED,
            AnalyticsRule.GUESSED_PASSWORD);

    private final Tenant tenant;
    private final boolean onboarded;

    RuleRuns(Tenant tenant, boolean onboarded) {
        this.tenant = tenant;
        this.onboarded = onboarded;
    }

    /**
     * What a rule finds of the attack that an alert of Defender has seen too; {@code at} is when Defender showed it.
     */
    Optional<RuleAlert> traces(DefenderAlert alert, Instant at) {
        Draw draw = Draw.about("trace", tenant.id(), alert.shown().alertId());
        if (alert.attackId() == null || !draw.chance(SEEN)) {
            return Optional.empty();
        }
        List<SentinelEntity> entities = alert.details().entities();
        @Nullable Account account = first(entities, Account.class);
        @Nullable Host host = first(entities, Host.class);
        @Nullable
        AnalyticsRule rule = switch (Product.of(alert.shown().serviceSource())) {
            case ENTRA -> account == null ? null : AnalyticsRule.FAR_APART;
            case CLOUD_APPS ->
                account == null
                        ? null
                        : alert.tactics().contains("Exfiltration")
                                ? AnalyticsRule.MASS_DOWNLOAD
                                : AnalyticsRule.FAR_APART;
            case ENDPOINT -> host == null ? null : AnalyticsRule.RARE_PROCESS;
            case OFFICE -> first(entities, Url.class) == null ? null : AnalyticsRule.CLICKED_LINK;
            case IDENTITY, DEFENDER -> account == null ? null : AnalyticsRule.GUESSED_PASSWORD;
        };
        return rule == null
                ? Optional.empty()
                : Optional.of(alert(
                        rule,
                        alert.shown().alertId(),
                        at.plus(draw.between(
                                delay(rule.kind()), delay(rule.kind()).multipliedBy(3))),
                        alert.start(),
                        alert.end(),
                        new Seen(
                                account,
                                host,
                                first(entities, Ip.class),
                                first(entities, ProcessSeen.class),
                                first(entities, File.class),
                                first(entities, Url.class),
                                first(entities, MailMessage.class)),
                        alert.play()));
    }

    /** Scheduled rules wait for rows that are late; those that run all the time do not. */
    private static Duration delay(Kind kind) {
        return kind == Kind.NRT ? Duration.ofSeconds(15) : Duration.ofSeconds(40);
    }

    /** The alert of Fusion about an attack that alerts of several products have seen. */
    RuleAlert stages(Play attack, List<DefenderAlert> alerts, Instant at) {
        List<SentinelEntity> about = alerts.stream()
                .flatMap(alert -> alert.details().entities().stream())
                .filter(entity -> entity instanceof Account || entity instanceof Host || entity instanceof Ip)
                .distinct()
                .limit(20)
                .toList();
        Instant start = alerts.stream()
                .map(SentinelAlert::start)
                .min(Instant::compareTo)
                .orElse(at);
        Instant end =
                alerts.stream().map(SentinelAlert::end).max(Instant::compareTo).orElse(at);
        return new RuleAlert(
                tenant, AnalyticsRule.FUSION, attack.id(), onboarded, at, start, end, List.of(), about, true, attack);
    }

    /**
     * What a rule finds of ordinary people and devices, for the n-th time. It belongs to nothing else, also where it is
     * by chance about somebody who is under attack.
     */
    RuleAlert noise(Organisation organisation, long number, Instant at) {
        Draw draw = Draw.about("noise", tenant.id(), number);
        Play play = Play.of(tenant.name(), Play.RULE_NOISE, number + 1, false);
        Instant end = WireTime.toTick(at.minusSeconds(60 + draw.below(240)));
        Instant start = end.minusSeconds(30 + draw.below(1800));
        Person person =
                organisation.people().get(draw.below(organisation.people().size()));
        if (draw.chance(0.3)) {
            Device device =
                    organisation.devices().get(draw.below(organisation.devices().size()));
            File tool = new File(
                    "inventory" + draw.below(40) + ".exe",
                    "C:\\ProgramData\\Tools",
                    List.of(new FileHash(
                            "SHA256", (Draw.guid("tool", number) + Draw.guid("tool again", number)).replace("-", ""))));
            ProcessSeen process = new ProcessSeen(
                    Integer.toString(1000 + draw.below(9000)),
                    tool.name() + " /full",
                    start,
                    tool,
                    account(person),
                    host(device));
            return alert(
                    AnalyticsRule.RARE_PROCESS,
                    "noise " + number,
                    at,
                    start,
                    end,
                    new Seen(account(person), host(device), null, process, tool, null, null),
                    play);
        }
        return alert(
                ABOUT_PEOPLE.get(draw.below(ABOUT_PEOPLE.size())),
                "noise " + number,
                at,
                start,
                end,
                new Seen(
                        account(person),
                        null,
                        new Ip(draw.chance(0.5) ? organisation.officeAddress() : "198.51.100." + (1 + draw.below(250))),
                        null,
                        null,
                        null,
                        null),
                play);
    }

    private record Seen(
            @Nullable Account account,
            @Nullable Host host,
            @Nullable Ip ip,
            @Nullable ProcessSeen process,
            @Nullable File file,
            @Nullable Url url,
            @Nullable MailMessage mail) {}

    private RuleAlert alert(
            AnalyticsRule rule, String key, Instant at, Instant start, Instant end, Seen seen, Play play) {
        Draw draw = Draw.about("finding", tenant.id(), rule, key);
        List<SentinelEntity> about = new ArrayList<>();
        for (SentinelEntity entity : new @Nullable SentinelEntity[] {
            seen.account(),
            seen.ip(),
            seen.host(),
            rule == AnalyticsRule.RARE_PROCESS ? (seen.process() != null ? seen.process() : seen.file()) : null,
            rule == AnalyticsRule.CLICKED_LINK ? seen.url() : null,
            rule == AnalyticsRule.CLICKED_LINK ? seen.mail() : null
        }) {
            if (entity != null) {
                about.add(entity);
            }
        }
        return new RuleAlert(
                tenant,
                rule,
                key,
                onboarded,
                at,
                start,
                end,
                List.of(row(rule, start, seen, draw)),
                List.copyOf(about),
                !draw.chance(UNMAPPED),
                play);
    }

    private static Map<String, String> row(AnalyticsRule rule, Instant time, Seen seen, Draw draw) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("TimeGenerated", WireTime.text(time));
        String user = seen.account() == null ? "" : seen.account().principalName();
        String address = seen.ip() == null ? "" : seen.ip().address();
        switch (rule) {
            case FAR_APART -> {
                row.put("UserPrincipalName", user);
                row.put("UserId", seen.account() == null ? "" : seen.account().aadUserId());
                row.put("IPAddress", address);
                row.put("DistanceKm", Integer.toString(2000 + draw.below(8000)));
                row.put("Minutes", Integer.toString(10 + draw.below(120)));
            }
            case MASS_DOWNLOAD -> {
                row.put("UserId", user);
                row.put("ClientIP", address);
                row.put("Operation", "FileDownloaded");
                row.put("Files", Integer.toString(201 + draw.below(3000)));
            }
            case RARE_PROCESS -> {
                row.put("DeviceName", seen.host() == null ? "" : seen.host().fullName());
                row.put("AccountUpn", user);
                File file = seen.process() != null && seen.process().image() != null
                        ? seen.process().image()
                        : seen.file();
                row.put("FileName", file == null ? "" : file.name());
                row.put("FolderPath", file == null ? "" : file.directory());
                row.put("SHA256", file == null ? "" : sha256(file));
                row.put(
                        "ProcessCommandLine",
                        seen.process() == null ? "" : seen.process().commandLine());
            }
            case CLICKED_LINK -> {
                row.put("AccountUpn", user);
                row.put("Url", seen.url() == null ? "" : seen.url().url());
                row.put(
                        "NetworkMessageId",
                        seen.mail() == null ? "" : seen.mail().networkMessageId());
                row.put("ActionType", "ClickAllowed");
                row.put("IPAddress", address);
            }
            case ROLE_GRANTED -> {
                row.put("OperationName", "Add member to role");
                row.put("TargetUserPrincipalName", user);
                row.put("IPAddress", address);
                row.put("RoleName", draw.chance(0.5) ? "Security Administrator" : "Exchange Administrator");
            }
            case GUESSED_PASSWORD -> {
                row.put("UserPrincipalName", user);
                row.put("IPAddress", address);
                row.put("Failed", Integer.toString(11 + draw.below(90)));
            }
            case FUSION -> {
                // Has no query.
            }
        }
        row.values().removeIf(String::isEmpty);
        return row;
    }

    private static String sha256(File file) {
        return file.hashes().stream()
                .filter(hash -> hash.algorithm().equals("SHA256"))
                .map(FileHash::value)
                .findFirst()
                .orElse("");
    }

    private static Account account(Person person) {
        String principal = person.user().principalName();
        return new Account(
                person.user().accountName(),
                principal.substring(principal.indexOf('@') + 1),
                person.user().domainName(),
                person.user().aadUserId(),
                person.user().sid());
    }

    private static Host host(Device device) {
        int dot = device.dnsName().indexOf('.');
        return new Host(
                dot < 0 ? device.dnsName() : device.dnsName().substring(0, dot),
                dot < 0 ? "" : device.dnsName().substring(dot + 1),
                "Windows",
                device.osVersion(),
                device.mdatpId());
    }

    private static <E extends SentinelEntity> @Nullable E first(List<SentinelEntity> entities, Class<E> kind) {
        return DefenderAlert.first(entities, kind).orElse(null);
    }
}
