package io.sluice.enrichment.investigation;

import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.FollowUp;
import io.sluice.contracts.correlation.InvestigationDetail;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.correlation.InvestigationState;
import io.sluice.contracts.correlation.Join;
import io.sluice.contracts.correlation.Link;
import io.sluice.contracts.correlation.Message;
import io.sluice.contracts.correlation.Omitted;
import io.sluice.contracts.correlation.Score;
import io.sluice.contracts.correlation.SharedEntity;
import io.sluice.contracts.correlation.Strength;
import io.sluice.contracts.correlation.TimelineEntry;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.ocsf.Attack;
import io.sluice.contracts.ocsf.FindingInfo;
import io.sluice.contracts.ocsf.IncidentStatus;
import io.sluice.contracts.ocsf.Product;
import io.sluice.contracts.ocsf.RelatedEvent;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.Verdict;
import io.sluice.enrichment.entity.Sighting;
import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.finding.FindingKind;
import io.sluice.enrichment.finding.Report;
import io.sluice.enrichment.followup.Answer;
import io.sluice.enrichment.followup.FollowUpRule;
import io.sluice.enrichment.followup.Question;
import io.sluice.enrichment.graph.Bonds;
import io.sluice.enrichment.graph.Component;
import io.sluice.enrichment.graph.EntityKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one investigation, and the record that says it. The record follows from the findings and
 * the answers alone: nothing in it depends on when they came or on the present, so that the same events give the same
 * bytes.
 */
public final class Dossier {

    private static final int MOST_ATTACKS = 100;
    private static final int MOST_PRODUCTS = 20;
    private static final int MOST_CHARACTERS_OF_A_SUMMARY = 1_000;
    private static final int MOST_FINDINGS = 100;
    private static final int MOST_INCIDENTS = 100;
    private static final int MOST_ENTITIES = 300;
    private static final int MOST_JOINS = 500;
    private static final int MOST_MOMENTS = 300;
    private static final int MOST_MESSAGES = 50;
    private static final int MOST_FOLLOW_UPS = 100;
    private static final int MOST_LINKS = 20;
    private static final int MOST_LINKED_FINDINGS = 10;
    private static final int MOST_ENTITIES_OF_A_MOMENT = 16;

    private final String tenant;
    private final String id;
    private final Component component;
    private final List<Finding> alerts;
    private final List<Finding> incidents;
    private final List<Entity> entities;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Named> named;
    private final List<FollowUp> followUps;
    private final List<Message> messages;
    private final Verdict verdict;
    private final List<String> tactics;
    private final List<String> products;
    private final Score score;
    private final Duration window;

    /**
     * Gathers what is known.
     *
     * @param component the findings, at least one alert among them
     * @param window how far apart alerts may lie for entities of medium strength to join them
     * @param answers finds the answer to a question
     */
    public Dossier(
            String tenant,
            String id,
            Component component,
            Duration window,
            Function<Question, @Nullable Answer> answers) {
        this.tenant = tenant;
        this.id = id;
        this.component = component;
        this.window = window;
        this.alerts = component.alerts();
        this.incidents = component.of(FindingKind.INCIDENT);
        this.entities = EntityList.of(component, entity -> context(entity, answers));
        entities.forEach(entity -> Stream.concat(Stream.of(entity.value()), entity.aliases().stream())
                .forEach(value -> names.put(new EntityKey(entity.kind(), value).text(), entity.id())));
        this.named = named();
        this.followUps = followUps(answers);
        this.messages = component.of(FindingKind.MESSAGE).stream()
                .map(finding -> finding.main().message())
                .filter(Objects::nonNull)
                .toList();
        this.verdict = verdictOf();
        this.tactics = alerts.stream()
                .flatMap(alert -> alert.reports().stream())
                .flatMap(report -> report.attacks().stream())
                .map(attack -> attack.tactic() == null ? null : attack.tactic().name())
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Comparator.comparingInt(KillChain::place).thenComparing(Comparator.naturalOrder()))
                .toList();
        this.products = alerts.stream()
                .flatMap(alert -> alert.reports().stream())
                .map(Report::product)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        this.score = new Scoring(severity(), products, tactics, verdict, entities, priorityAccounts()).score();
    }

    private @Nullable DirectoryEntry context(Entity entity, Function<Question, @Nullable Answer> answers) {
        FollowUpRule rule = switch (entity.kind()) {
            case USER -> FollowUpRule.DIRECTORY_USER;
            case DEVICE -> FollowUpRule.DIRECTORY_DEVICE;
            case INCIDENT, MESSAGE, FILE, MAILBOX, URL, IP, DOMAIN, RESOURCE -> null;
        };
        if (rule == null) {
            return null;
        }
        Answer answer = Question.of(rule, entity).map(answers).orElse(null);
        return answer == null ? null : answer.entry();
    }

    /**
     * How alerts name an entity. Only that makes it worth asking about: messages are answers, and who asked because of
     * an answer would ask for ever.
     *
     * @param alerts how many do
     * @param worst the severity of the worst of them
     * @param strong whether one of them takes it for something that only an attack has
     */
    private record Named(int alerts, Severity worst, boolean strong) {

        private static final Named NEVER = new Named(0, Severity.UNKNOWN, false);

        private Named and(Named other) {
            return new Named(
                    alerts + other.alerts,
                    worst.compareTo(other.worst) >= 0 ? worst : other.worst,
                    strong || other.strong);
        }
    }

    /** How alerts name each entity, by its id. */
    private Map<String, Named> named() {
        Map<String, Named> named = new HashMap<>();
        for (Finding alert : alerts) {
            Map<String, Named> here = new HashMap<>();
            for (Sighting sighting : alert.sightings()) {
                boolean strong = sighting.strength() == Strength.STRONG;
                here.merge(
                        nameOf(sighting),
                        new Named(1, severity(alert), strong),
                        (one, other) -> new Named(1, one.worst, one.strong || other.strong));
            }
            here.forEach((id, how) -> named.merge(id, how, Named::and));
        }
        return named;
    }

    private Named named(Entity entity) {
        return named.getOrDefault(entity.id(), Named.NEVER);
    }

    /** Returns the questions that rules have about it: no more of each than allowed, about what most alerts name. */
    public List<Question> questions(Map<FollowUpRule, Severity> rules, int mostOfEach) {
        List<Question> questions = new ArrayList<>();
        for (FollowUpRule rule : FollowUpRule.values()) {
            Severity atLeast = rules.get(rule);
            if (atLeast != null) {
                entities.stream()
                        .filter(entity -> entity.kind() == rule.about()
                                && !entity.busy()
                                && named(entity).worst.compareTo(atLeast) >= 0
                                && isWorthIt(rule, entity))
                        .sorted(Comparator.comparingInt((Entity entity) -> named(entity).alerts)
                                .reversed()
                                .thenComparing(Entity::value))
                        .flatMap(entity -> Question.of(rule, entity).stream())
                        .limit(mostOfEach)
                        .forEach(questions::add);
            }
        }
        return questions;
    }

    private boolean isWorthIt(FollowUpRule rule, Entity entity) {
        return named(entity).alerts > 0
                && switch (rule) {
                    case QUARANTINE_EXPORT, DIRECTORY_USER, DIRECTORY_DEVICE, SIGNINS_OF_USER, PROCESSES_ON_DEVICE ->
                        true;
                    case CLICKS_ON_URL ->
                        entities.stream()
                                .anyMatch(other -> other.kind() == EntityKind.MESSAGE && named(other).alerts > 0);
                    case FILE_SIGHTINGS -> named(entity).strong;
                };
    }

    private List<FollowUp> followUps(Function<Question, @Nullable Answer> answers) {
        List<FollowUp> known = new ArrayList<>();
        for (FollowUpRule rule : FollowUpRule.values()) {
            for (Entity entity : entities) {
                if (entity.kind() == rule.about() && named.containsKey(entity.id())) {
                    Question.of(rule, entity).ifPresent(question -> {
                        Answer answer = answers.apply(question);
                        if (answer != null && answer.isWhole()) {
                            known.add(followUp(question, answer));
                        }
                    });
                }
            }
        }
        return known;
    }

    private static FollowUp followUp(Question question, Answer answer) {
        return new FollowUp(
                answer.request(),
                question.rule().topic().name(),
                question.rule().word(),
                question.entity(),
                answer.status(),
                answer.found(),
                answer.why(),
                answer.items());
    }

    // ---- what it is

    private Severity severity() {
        return alerts.stream()
                .map(Dossier::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.UNKNOWN);
    }

    private static Severity severity(Finding alert) {
        return alert.reports().stream()
                .map(Report::severity)
                .filter(severity -> severity != Severity.OTHER)
                .max(Comparator.naturalOrder())
                .orElse(Severity.UNKNOWN);
    }

    private Verdict verdictOf() {
        List<Verdict> verdicts = Stream.concat(incidents.stream(), alerts.stream())
                .flatMap(finding -> finding.reports().stream())
                .map(Report::verdict)
                .toList();
        if (verdicts.contains(Verdict.TRUE_POSITIVE)) {
            return Verdict.TRUE_POSITIVE;
        }
        return alerts.stream().allMatch(Finding::isHarmless)
                ? verdicts.stream()
                        .filter(each -> each != Verdict.UNKNOWN)
                        .findFirst()
                        .orElse(Verdict.UNKNOWN)
                : Verdict.UNKNOWN;
    }

    private IncidentStatus status() {
        List<Report> reports = Stream.concat(incidents.stream(), alerts.stream())
                .map(Finding::main)
                .toList();
        if (reports.stream().allMatch(Report::closed)) {
            return IncidentStatus.RESOLVED;
        }
        return reports.stream().anyMatch(report -> report.assignee() != null || isInProgress(report.status()))
                ? IncidentStatus.IN_PROGRESS
                : IncidentStatus.NEW;
    }

    private static boolean isInProgress(@Nullable String status) {
        return status != null && status.replace(" ", "").equalsIgnoreCase("inprogress");
    }

    /** The incident that holds most of the alerts; of two, the older one. */
    private Optional<Finding> mainIncident() {
        Map<String, Integer> sizes = new HashMap<>();
        alerts.forEach(alert -> alert.incidents().forEach(incident -> sizes.merge(incident, 1, Integer::sum)));
        return incidents.stream()
                .max(Comparator.comparingInt((Finding incident) -> sizes.getOrDefault(incident.uid(), 0))
                        .thenComparing(
                                Comparator.comparingLong(Finding::created).reversed())
                        .thenComparing(Comparator.comparing(Finding::uid).reversed()));
    }

    private String title() {
        Finding most = alerts.stream()
                .min(Comparator.comparing((Finding alert) -> severity(alert), Comparator.<Severity>reverseOrder())
                        .thenComparingLong(Finding::created)
                        .thenComparing(Finding::uid))
                .orElseThrow();
        return mainIncident()
                .map(incident -> incident.main().title())
                .filter(title -> !title.isBlank())
                .orElse(most.main().title());
    }

    private String summary() {
        StringBuilder text = new StringBuilder();
        text.append(alerts.size()).append(alerts.size() == 1 ? " alert" : " alerts");
        if (!products.isEmpty()) {
            text.append(" of ").append(String.join(", ", products));
        }
        append(text, " about ", EntityKind.USER, 3);
        append(text, " on ", EntityKind.DEVICE, 3);
        if (!tactics.isEmpty()) {
            text.append(": ").append(String.join(", ", tactics));
        }
        text.append('.');
        if (!messages.isEmpty()) {
            text.append(' ')
                    .append(messages.size())
                    .append(messages.size() == 1 ? " message is" : " messages are")
                    .append(" in quarantine.");
        }
        return text.length() <= MOST_CHARACTERS_OF_A_SUMMARY
                ? text.toString()
                : text.substring(0, MOST_CHARACTERS_OF_A_SUMMARY) + "…";
    }

    private void append(StringBuilder text, String word, EntityKind kind, int most) {
        List<String> values = entities.stream()
                .filter(entity -> entity.kind() == kind)
                .map(Entity::value)
                .toList();
        if (!values.isEmpty()) {
            text.append(word).append(String.join(", ", values.subList(0, Math.min(most, values.size()))));
            if (values.size() > most) {
                text.append(" and ").append(values.size() - most).append(" more");
            }
        }
    }

    private List<String> priorityAccounts() {
        Set<String> recipients = messages.stream()
                .filter(Dossier::isForAPriorityAccount)
                .map(message -> message.recipients().getFirst().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return entities.stream()
                .filter(entity -> entity.kind() == EntityKind.USER
                        && Stream.concat(Stream.of(entity.value()), entity.aliases().stream())
                                .anyMatch(recipients::contains))
                .map(Entity::value)
                .toList();
    }

    /** Exchange tags the recipients of a message together: of several nobody can tell whose tag it is. */
    private static boolean isForAPriorityAccount(Message message) {
        return message.recipients().size() == 1
                && message.recipientTags().stream().anyMatch("Priority Account"::equalsIgnoreCase);
    }

    private @Nullable String assignee() {
        return Stream.concat(incidents.stream(), alerts.stream())
                .map(finding -> finding.main().assignee())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String url() {
        return Stream.concat(mainIncident().stream(), alerts.stream())
                .map(finding -> finding.main().url())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private List<Attack> attacks() {
        SequencedSet<Attack> all = new LinkedHashSet<>();
        alerts.forEach(alert -> alert.reports().forEach(report -> all.addAll(report.attacks())));
        return all.stream()
                .sorted(Comparator.comparingInt((Attack attack) -> attack.tactic() == null
                                ? Integer.MAX_VALUE
                                : KillChain.place(attack.tactic().name()))
                        .thenComparing(Attack::toString))
                .toList();
    }

    // ---- the record

    /** Returns the urgency. */
    public Score score() {
        return score;
    }

    /** Returns its id. */
    public String id() {
        return id;
    }

    /** Returns the alerts, oldest first. */
    public List<Finding> alerts() {
        return alerts;
    }

    /** Returns when the newest of its findings was read, in milliseconds since 1970-01-01T00:00:00Z. */
    public long read() {
        return component.findings().stream().mapToLong(Finding::read).max().orElseThrow();
    }

    /**
     * Returns the record of the investigation.
     *
     * @param state open, or closed because nothing comes any more
     * @param part by how much shorter its lists are than they may be: 1 as a rule, more where a record would get too
     *     large
     */
    InvestigationFinding record(InvestigationState state, int part) {
        return new Heading(
                        tenant,
                        id,
                        time(),
                        alerts.stream().mapToLong(Finding::from).min().orElseThrow(),
                        alerts.stream().mapToLong(Finding::to).max().orElseThrow(),
                        severity(),
                        state == InvestigationState.CLOSED ? IncidentStatus.CLOSED : status(),
                        verdict,
                        score.value(),
                        title(),
                        summary(),
                        assignee(),
                        url(),
                        alerts.getFirst().main().connectionId())
                .record(
                        infos(part),
                        head(entities, MOST_ENTITIES / part),
                        head(attacks(), MOST_ATTACKS / part),
                        detail(state, part));
    }

    /** Returns the last record of another investigation, which was found to be one with this one. */
    InvestigationFinding merged(String other) {
        return new Heading(
                        tenant,
                        other,
                        time(),
                        time(),
                        time(),
                        severity(),
                        IncidentStatus.CLOSED,
                        Verdict.DUPLICATE,
                        0,
                        title(),
                        "This is one with the investigation " + id + ".",
                        null,
                        null,
                        alerts.getFirst().main().connectionId())
                .record(
                        List.of(),
                        List.of(),
                        List.of(),
                        new InvestigationDetail(
                                InvestigationState.MERGED,
                                id,
                                0,
                                List.of(),
                                List.of(),
                                null,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                null));
    }

    /**
     * Returns the last moment of its alerts, in milliseconds since 1970-01-01T00:00:00Z: it moves only with something
     * that the record says.
     */
    public long time() {
        return alerts.stream()
                .mapToLong(alert -> Math.max(alert.created(), alert.to()))
                .max()
                .orElseThrow();
    }

    private List<FindingInfo> infos(int part) {
        return alerts.stream().limit(MOST_FINDINGS / part).map(Dossier::info).toList();
    }

    private static FindingInfo info(Finding alert) {
        Report main = alert.main();
        return new FindingInfo(
                alert.uid(),
                null,
                main.title(),
                null,
                main.types(),
                alert.created(),
                text(alert.created()),
                null,
                null,
                alert.from(),
                text(alert.from()),
                alert.to(),
                text(alert.to()),
                main.url(),
                main.product() == null ? null : new Product(main.product(), null, Heading.VENDOR),
                null,
                main.attacks(),
                List.of(),
                alert.reports().stream().map(Report::source).distinct().toList(),
                alert.incidents().stream()
                        .map(incident -> RelatedEvent.of(RelatedEvent.INCIDENT, incident))
                        .toList(),
                alert.incidents().size());
    }

    private InvestigationDetail detail(InvestigationState state, int part) {
        List<Join> joins =
                Bonds.of(component, window).stream().map(Dossier::join).toList();
        List<TimelineEntry> timeline = timeline();
        List<TimelineEntry> moments = ends(timeline, MOST_MOMENTS / part);
        SequencedSet<String> within = new LinkedHashSet<>();
        alerts.forEach(alert -> within.addAll(alert.incidents()));
        List<Link> links = links();
        Omitted omitted = new Omitted(
                beyond(alerts.size(), MOST_FINDINGS / part),
                beyond(entities.size(), MOST_ENTITIES / part),
                beyond(component.findings().size() - 1, Math.min(joins.size(), MOST_JOINS / part)),
                timeline.size() - moments.size(),
                beyond(within.size(), MOST_INCIDENTS / part),
                beyond(messages.size(), MOST_MESSAGES / part),
                beyond(followUps.size(), MOST_FOLLOW_UPS / part),
                beyond(links.size(), MOST_LINKS));
        return new InvestigationDetail(
                state,
                null,
                alerts.size(),
                within.stream().sorted().limit(MOST_INCIDENTS / part).toList(),
                head(products, MOST_PRODUCTS / part),
                score,
                head(entities, MOST_ENTITIES / part),
                head(joins, MOST_JOINS / part),
                moments,
                head(messages, MOST_MESSAGES / part),
                head(followUps, MOST_FOLLOW_UPS / part),
                head(links, MOST_LINKS),
                omitted.equals(Omitted.NOTHING) ? null : omitted);
    }

    private static int beyond(int all, int most) {
        return Math.max(0, all - most);
    }

    private static Join join(Bonds.Bond bond) {
        return new Join(
                bond.finding().uid(),
                bond.with().uid(),
                bond.shared().stream()
                        .map(tie -> new SharedEntity(
                                tie.entity().kind(), tie.entity().value(), tie.strength()))
                        .toList(),
                bond.confidence(),
                Instant.ofEpochMilli(
                        Math.max(bond.finding().created(), bond.with().created())));
    }

    private List<TimelineEntry> timeline() {
        List<TimelineEntry> moments = new ArrayList<>();
        for (Finding alert : alerts) {
            Report main = alert.main();
            moments.add(new TimelineEntry(
                    Instant.ofEpochMilli(alert.from()),
                    "alert",
                    alert.uid(),
                    main.title(),
                    main.product(),
                    severity(alert).caption(),
                    alert.sightings().stream()
                            .map(this::nameOf)
                            .distinct()
                            .limit(MOST_ENTITIES_OF_A_MOMENT)
                            .toList()));
        }
        for (Finding message : component.of(FindingKind.MESSAGE)) {
            moments.add(new TimelineEntry(
                    Instant.ofEpochMilli(message.from()),
                    "message",
                    message.uid(),
                    "Received: " + message.main().title(),
                    message.main().product(),
                    null,
                    List.of()));
        }
        Moments.ofAnswers(followUps).forEach(moments::add);
        moments.sort(Comparator.comparing(TimelineEntry::time)
                .thenComparing(TimelineEntry::kind)
                .thenComparing(TimelineEntry::uid)
                .thenComparing(TimelineEntry::what));
        return moments;
    }

    /** The id of the entity that a finding names, as the list of entities has it. */
    private String nameOf(Sighting sighting) {
        String named = new EntityKey(sighting.kind(), sighting.value()).text();
        return names.getOrDefault(named, named);
    }

    private List<Link> links() {
        Set<String> here = new HashSet<>();
        component.findings().forEach(finding -> here.add(finding.id()));
        List<Link> links = new ArrayList<>();
        component.entities().forEach((entity, shared) -> {
            List<String> elsewhere = shared.findings().stream()
                    .filter(finding -> finding.startsWith(FindingKind.ALERT.id("")) && !here.contains(finding))
                    .map(finding -> finding.substring(FindingKind.ALERT.id("").length()))
                    .limit(MOST_LINKED_FINDINGS)
                    .toList();
            if (!elsewhere.isEmpty() && !shared.busy() && entity.kind() != EntityKind.DOMAIN) {
                links.add(new Link(entity.kind(), entity.value(), elsewhere));
            }
        });
        links.sort(Comparator.comparing(Link::kind).thenComparing(Link::value));
        return links;
    }

    private static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static <E> List<E> head(List<E> list, int most) {
        return list.size() <= most ? list : list.subList(0, most);
    }

    /** The first and the last ones. */
    private static <E> List<E> ends(List<E> list, int most) {
        return list.size() <= most
                ? list
                : Stream.concat(
                                list.subList(0, most / 2).stream(),
                                list.subList(list.size() - most / 2, list.size()).stream())
                        .toList();
    }
}
