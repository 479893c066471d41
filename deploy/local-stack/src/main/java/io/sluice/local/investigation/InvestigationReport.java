package io.sluice.local.investigation;

import io.sluice.contracts.correlation.FollowUp;
import io.sluice.contracts.correlation.InvestigationChange;
import io.sluice.contracts.correlation.InvestigationDetail;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.correlation.InvestigationState;
import io.sluice.contracts.correlation.Link;
import io.sluice.contracts.correlation.Omitted;
import io.sluice.contracts.correlation.Score;
import io.sluice.contracts.correlation.ScorePart;
import io.sluice.contracts.correlation.TimelineEntry;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.local.text.Defanged;
import io.sluice.local.text.Page;
import io.sluice.local.text.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One investigation as text: what an analyst reads before he decides. */
public final class InvestigationReport {

    /** The kind of a moment that a follow-up found: mostly the everyday around an attack. */
    private static final String ANSWER = "answer";

    private static final int LONGEST_CHANGE = 300;

    private final Page page;
    private final int most;

    /**
     * Takes where to print.
     *
     * @param most how many lines a long list has before it is cut
     */
    public InvestigationReport(Page page, int most) {
        this.page = page;
        this.most = most;
    }

    /**
     * Prints an investigation.
     *
     * @param found the investigation, and what was merged into it
     * @param tenant the tenant's name
     * @param changes what has become of it, oldest first
     */
    public void print(Investigations.Found found, String tenant, List<InvestigationChange> changes) {
        StoredInvestigation investigation = found.investigation();
        InvestigationDetail detail = investigation.detail();
        merged(found);
        head(investigation, tenant);
        score(detail.score(), investigation.finding().priority());
        summary(investigation.finding());
        EntityGraph graph = EntityGraph.of(investigation.finding());
        new EntitySections(page, most).print(detail);
        timeline(detail, graph);
        graph(detail, graph);
        followUps(detail);
        links(detail.links());
        changes(changes);
        leftOut(detail.omitted());
    }

    private void merged(Investigations.Found found) {
        for (String id : found.mergedAway()) {
            page.text("Investigation " + id + " was found to be one with "
                    + found.investigation().id() + ", which follows.");
        }
        if (!found.mergedAway().isEmpty()) {
            page.gap();
        }
    }

    private void head(StoredInvestigation investigation, String tenant) {
        InvestigationFinding finding = investigation.finding();
        InvestigationDetail detail = investigation.detail();
        page.text(investigation.title());
        StringJoiner facts = new StringJoiner(", ");
        facts.add(detail.state().word() + mergedInto(detail));
        facts.add(severity(finding).toLowerCase(Locale.ROOT) + " severity");
        if (finding.verdict() != null && !finding.verdict().isBlank()) {
            facts.add("verdict " + finding.verdict());
        }
        facts.add(counted(detail.alerts(), "alert"));
        facts.add(assignee(finding));
        labelled("state", facts.toString());
        labelled("tenant", tenant + " (" + investigation.tenantId() + ")");
        labelled("id", investigation.id());
        labelled(
                "seen",
                (finding.startTime() == null ? "" : Moments.second(Instant.ofEpochMilli(finding.startTime())) + " to ")
                        + Moments.second(investigation.lastActivity()) + " (all times are UTC)");
        labelled(
                "products",
                detail.products().stream().map(ProductName::shortened).collect(Collectors.joining(", ")));
        labelled("incidents", String.join(", ", detail.incidents()));
        labelled("tactics", attacks(finding));
        labelled("portal", Objects.requireNonNullElse(finding.srcUrl(), ""));
    }

    private static String mergedInto(InvestigationDetail detail) {
        return detail.state() == InvestigationState.MERGED && detail.mergedInto() != null
                ? " into " + detail.mergedInto()
                : "";
    }

    private static String severity(InvestigationFinding finding) {
        Severity severity = finding.severityId();
        return Objects.requireNonNullElse(finding.severity(), severity.caption());
    }

    private static String assignee(InvestigationFinding finding) {
        if (finding.assignee() != null) {
            String name = Objects.requireNonNullElse(
                    finding.assignee().name(),
                    Objects.requireNonNullElse(finding.assignee().emailAddr(), "somebody"));
            return "assigned to " + name;
        }
        return "assigned to nobody";
    }

    private static String attacks(InvestigationFinding finding) {
        StringJoiner names = new StringJoiner(", ");
        finding.attacks().stream()
                .map(attack -> {
                    if (attack.subTechnique() != null) {
                        return named(
                                attack.subTechnique().uid(),
                                attack.subTechnique().name());
                    }
                    if (attack.technique() != null) {
                        return named(
                                attack.technique().uid(), attack.technique().name());
                    }
                    return attack.tactic() == null
                            ? ""
                            : named(null, attack.tactic().name());
                })
                .filter(name -> !name.isBlank())
                .distinct()
                .forEach(names::add);
        return names.toString();
    }

    private static String named(@Nullable String uid, @Nullable String name) {
        return name == null ? Objects.requireNonNullElse(uid, "") : uid == null ? name : uid + " " + name;
    }

    private void score(@Nullable Score score, @Nullable String priority) {
        if (score == null) {
            return;
        }
        heading("SCORE " + score.value() + " OF 100"
                + (priority == null ? "" : ", " + priority.toLowerCase(Locale.ROOT)));
        int sum = 0;
        for (ScorePart part : score.parts()) {
            sum += part.points();
            page.text(String.format(Locale.ROOT, "  %+4d  %-10s  ", part.points(), part.factor()), part.why());
        }
        if (sum != score.value() && !score.parts().isEmpty()) {
            page.text(String.format(Locale.ROOT, "  %+4d  ", sum), "together, kept between 0 and 100");
        }
    }

    private void summary(InvestigationFinding finding) {
        if (finding.desc() != null && !finding.desc().isBlank()) {
            heading("SUMMARY");
            page.text("  ", Defanged.within(finding.desc()));
        }
    }

    private void timeline(InvestigationDetail detail, EntityGraph graph) {
        List<TimelineEntry> timeline = detail.timeline();
        if (timeline.isEmpty()) {
            return;
        }
        heading("TIME LINE");
        Map<String, EntityGraph.Finding> findings =
                graph.findings().stream().collect(Collectors.toMap(EntityGraph.Finding::uid, each -> each));
        List<TimelineEntry> telling = timeline.size() <= most
                ? timeline
                : timeline.stream()
                        .filter(moment -> !moment.kind().equals(ANSWER))
                        .toList();
        // The beginning tells how it began, the end where it stands.
        int head = telling.size() <= most ? telling.size() : most - most / 3;
        int tail = telling.size() <= most ? 0 : most / 3;
        telling.subList(0, head).forEach(moment -> moment(moment, findings.get(moment.uid())));
        if (head + tail < telling.size()) {
            more("  …", telling.size() - head - tail);
        }
        telling.subList(telling.size() - tail, telling.size())
                .forEach(moment -> moment(moment, findings.get(moment.uid())));
        int answers = timeline.size() - telling.size();
        if (answers > 0) {
            page.text("  ", counted(answers, "moment") + " of what was asked by itself in between; --all shows them");
        }
    }

    private void moment(TimelineEntry moment, EntityGraph.@Nullable Finding finding) {
        StringJoiner says = new StringJoiner(", ", " (", ")").setEmptyValue("");
        if (moment.severity() != null) {
            says.add(moment.severity().toLowerCase(Locale.ROOT));
        }
        if (moment.product() != null) {
            says.add(ProductName.shortened(moment.product()));
        }
        String number = finding == null ? "" : "[" + finding.number() + "]";
        page.text(
                String.format(Locale.ROOT, "  %s  %-5s %-7s  ", Moments.second(moment.time()), number, moment.kind()),
                Defanged.within(moment.what()) + says);
    }

    private void graph(InvestigationDetail detail, EntityGraph graph) {
        if (!detail.joins().isEmpty()) {
            heading("WHY IT IS ONE");
            new JoinList(page, most).print(detail.joins(), new KnownEntities(detail.entities()), graph);
        }
    }

    private void followUps(InvestigationDetail detail) {
        if (detail.followUps().isEmpty()) {
            return;
        }
        heading("ASKED BY ITSELF");
        detail.followUps().stream().limit(most).forEach(this::followUp);
        more(detail.followUps().size());
    }

    private void followUp(FollowUp followUp) {
        String says = followUp.summary() != null
                ? ": " + Defanged.within(followUp.summary())
                : followUp.found() != null ? ", found " + followUp.found() : "";
        page.text(
                String.format(Locale.ROOT, "  %-9s  ", followUp.status()),
                followUp.rule() + " of " + EntityText.ofId(followUp.entity()) + says);
    }

    private void links(List<Link> links) {
        if (links.isEmpty()) {
            return;
        }
        heading("ELSEWHERE");
        for (Link link : links.subList(0, Math.min(links.size(), most))) {
            page.text(
                    "  ",
                    link.kind().word() + " " + EntityText.of(link.kind(), link.value()) + " is in "
                            + counted(link.findings().size(), "finding") + " of other investigations: "
                            + String.join(", ", link.findings()));
        }
        more(links.size());
    }

    private void changes(List<InvestigationChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        heading("WHAT BECAME OF IT");
        // The newest ones: how it began is on the time line.
        List<InvestigationChange> shown = changes.subList(Math.max(0, changes.size() - most), changes.size());
        if (shown.size() < changes.size()) {
            more("  …", changes.size() - shown.size());
        }
        for (InvestigationChange change : shown) {
            String words = Defanged.within(String.join("; ", change.changes()));
            page.text(
                    String.format(
                            Locale.ROOT,
                            "  %s  %-7s  ",
                            Moments.second(change.time()),
                            change.kind().word()),
                    most == Integer.MAX_VALUE ? words : Printable.cut(words, LONGEST_CHANGE));
        }
    }

    private void leftOut(@Nullable Omitted omitted) {
        if (omitted == null) {
            return;
        }
        page.gap();
        List<String> left = new ArrayList<>();
        leftOut(left, omitted.findings(), "finding");
        if (omitted.entities() > 0) {
            left.add(omitted.entities() == 1 ? "1 entity" : omitted.entities() + " entities");
        }
        leftOut(left, omitted.joins(), "join");
        leftOut(left, omitted.timeline(), "moment");
        leftOut(left, omitted.incidents(), "incident");
        leftOut(left, omitted.messages(), "message");
        leftOut(left, omitted.followUps(), "follow-up");
        leftOut(left, omitted.links(), "link");
        page.text(
                "The record leaves out " + String.join(", ", left) + "; all of it is on the topics that it came from.");
    }

    private static void leftOut(List<String> left, int count, String what) {
        if (count > 0) {
            left.add(counted(count, what));
        }
    }

    private void heading(String text) {
        page.gap();
        page.text(text);
    }

    private void labelled(String label, String text) {
        if (!text.isBlank()) {
            page.text(String.format(Locale.ROOT, "  %-9s  ", label), text);
        }
    }

    private void more(int size) {
        if (size > most) {
            more("  and", size - most);
        }
    }

    private void more(String before, int count) {
        page.text(before + " ", count + " more; --all shows them");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
