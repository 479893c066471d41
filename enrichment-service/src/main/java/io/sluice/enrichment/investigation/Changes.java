package io.sluice.enrichment.investigation;

import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.FollowUp;
import io.sluice.contracts.correlation.InvestigationDetail;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.correlation.InvestigationState;
import io.sluice.contracts.correlation.Join;
import io.sluice.contracts.correlation.Message;
import io.sluice.contracts.correlation.Score;
import io.sluice.contracts.correlation.SharedEntity;
import io.sluice.contracts.correlation.Strength;
import io.sluice.contracts.ocsf.FindingInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an investigation's record says that the one before did not, in words. */
final class Changes {

    private static final int MOST = 50;
    private static final int MOST_ENTITIES = 8;
    private static final List<String> HEADLINE = List.of("severity", "status", "verdict", "title", "assignee");

    private Changes() {}

    /** Returns what is compared in words. */
    static List<String> headline(InvestigationFinding record) {
        return List.of(
                text(record.severity()),
                text(record.status()),
                text(record.verdict()),
                text(record.message()),
                record.assignee() == null ? "nobody" : text(record.assignee().name()));
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    /** Returns the parts that a record has, by hash. */
    static Set<Integer> parts(InvestigationFinding record) {
        Set<Integer> parts = new HashSet<>();
        record.findingInfoList().forEach(finding -> parts.add(part(finding)));
        InvestigationDetail detail = record.unmapped();
        detail.entities().forEach(entity -> parts.add(part(entity)));
        detail.entities().stream()
                .filter(entity -> entity.context() != null)
                .forEach(entity -> parts.add(context(entity)));
        detail.messages().forEach(message -> parts.add(part(message)));
        detail.followUps().forEach(followUp -> parts.add(part(followUp)));
        return parts;
    }

    private static int part(FindingInfo finding) {
        return ("finding " + finding.uid()).hashCode();
    }

    private static int part(Entity entity) {
        return ("entity " + entity.id()).hashCode();
    }

    private static int context(Entity entity) {
        return ("context " + entity.id()).hashCode();
    }

    private static int part(Message message) {
        return ("message " + message.networkMessageId() + message.internetMessageId() + message.recipients())
                .hashCode();
    }

    private static int part(FollowUp followUp) {
        return ("followUp " + followUp.requestId() + followUp.status() + followUp.found()).hashCode();
    }

    /** Returns the changes from one record to the next, at most 50. */
    static List<String> between(@Nullable Written before, InvestigationFinding record) {
        List<String> changes = new ArrayList<>();
        if (record.unmapped().mergedInto() != null) {
            changes.add("found to be one with the investigation "
                    + record.unmapped().mergedInto());
            return changes;
        }
        if (record.unmapped().state() == InvestigationState.CLOSED) {
            changes.add("closed: nothing came for the time that investigations are kept");
            return changes;
        }
        Set<Integer> known = before == null ? Set.of() : before.parts();
        if (before != null && before.state() != InvestigationState.OPEN) {
            changes.add("open again");
        }
        alerts(known, record, changes);
        if (before != null) {
            compare(before, record, changes);
        }
        detail(known, record.unmapped(), changes);
        if (before != null) {
            Set<Integer> now = parts(record);
            long gone = known.stream().filter(part -> !now.contains(part)).count();
            if (gone > 0) {
                changes.add(gone == 1 ? "1 thing is not in it any more" : gone + " things are not in it any more");
            }
            if (changes.isEmpty()) {
                changes.add("details of what it holds");
            }
        }
        return changes.size() <= MOST ? changes : changes.subList(0, MOST);
    }

    private static void alerts(Set<Integer> known, InvestigationFinding record, List<String> changes) {
        Map<String, Join> joins = new HashMap<>();
        record.unmapped().joins().forEach(join -> joins.putIfAbsent(join.finding(), join));
        for (FindingInfo finding : record.findingInfoList()) {
            if (!known.contains(part(finding))) {
                Join join = joins.get(finding.uid());
                changes.add("alert '" + finding.title() + "'"
                        + (finding.product() == null
                                ? ""
                                : " (" + finding.product().name() + ")")
                        + (join == null ? "" : ", which shares " + shared(join)));
            }
        }
    }

    private static String shared(Join join) {
        List<SharedEntity> telling = join.shared().stream()
                .filter(entity -> entity.strength() != Strength.WEAK)
                .limit(3)
                .toList();
        return telling.stream()
                        .map(entity -> entity.kind().word() + " " + entity.value())
                        .collect(Collectors.joining(" and "))
                + " with " + join.with();
    }

    private static void compare(Written before, InvestigationFinding record, List<String> changes) {
        List<String> now = headline(record);
        for (int i = 0; i < Math.min(now.size(), before.headline().size()); i++) {
            if (!now.get(i).equals(before.headline().get(i))) {
                changes.add(HEADLINE.get(i) + ": " + before.headline().get(i) + " -> " + now.get(i));
            }
        }
        Score score = record.unmapped().score();
        if (score != null && score.value() != before.score()) {
            changes.add("score: " + before.score() + " -> " + score.value());
        }
    }

    private static void detail(Set<Integer> known, InvestigationDetail detail, List<String> changes) {
        List<String> entities = detail.entities().stream()
                .filter(entity -> !known.contains(part(entity)) && entity.kind() != EntityKind.DOMAIN)
                .map(entity -> entity.kind().word() + " " + entity.value())
                .toList();
        if (!entities.isEmpty()) {
            changes.add("names " + String.join(", ", entities.subList(0, Math.min(MOST_ENTITIES, entities.size())))
                    + (entities.size() > MOST_ENTITIES ? " and " + (entities.size() - MOST_ENTITIES) + " more" : ""));
        }
        detail.entities().stream()
                .filter(entity -> entity.context() != null && !known.contains(context(entity)))
                .forEach(entity -> changes.add("the directory tells about " + entity.value()));
        detail.messages().stream()
                .filter(message -> !known.contains(part(message)))
                .forEach(message ->
                        changes.add("quarantined message '" + message.subject() + "' from " + message.sender()));
        detail.followUps().stream()
                .filter(followUp -> !known.contains(part(followUp)))
                .forEach(followUp -> changes.add(followUp.rule() + " about " + followUp.entity() + ": "
                        + followUp.status() + ", " + followUp.found() + " found"));
    }
}
