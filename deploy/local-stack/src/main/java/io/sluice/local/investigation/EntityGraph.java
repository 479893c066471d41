package io.sluice.local.investigation;

import io.sluice.contracts.correlation.Entity;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.InvestigationDetail;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.correlation.Join;
import io.sluice.contracts.correlation.Message;
import io.sluice.contracts.correlation.SharedEntity;
import io.sluice.contracts.correlation.Strength;
import io.sluice.contracts.correlation.TimelineEntry;
import io.sluice.contracts.ocsf.FindingInfo;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an investigation is made of: findings, and the entities that they name. Its texts quote strangers.
 *
 * @param findings the alerts in order of time, then whatever else is joined
 * @param entities what the findings name, what joins them first
 * @param edges which names which
 */
record EntityGraph(List<Finding> findings, List<Named> entities, List<Edge> edges) {

    EntityGraph {
        findings = List.copyOf(findings);
        entities = List.copyOf(entities);
        edges = List.copyOf(edges);
    }

    /**
     * A finding.
     *
     * @param number counts from 1
     * @param uid its uid
     * @param kind alert, message, answer or incident
     * @param title what it says
     * @param product who says so; nothing where nobody is known
     */
    record Finding(int number, String uid, String kind, String title, String product) {}

    /**
     * An entity.
     *
     * @param number counts from 1
     * @param kind what it is
     * @param text what people call it
     */
    record Named(int number, String kind, String text) {}

    /**
     * A finding names an entity.
     *
     * @param finding the finding's number
     * @param entity the entity's number
     * @param strength how strongly it joins; none where it joins nothing
     */
    record Edge(int finding, int entity, @Nullable Strength strength) {}

    /** Returns the graph of an investigation. */
    static EntityGraph of(InvestigationFinding investigation) {
        return new Drawing(investigation.unmapped()).of(investigation.findingInfoList());
    }

    /** Returns a finding by its uid. */
    Finding finding(String uid) {
        return findings.stream()
                .filter(each -> each.uid().equals(uid))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no finding " + uid));
    }

    /** The graph while it is drawn. */
    private static final class Drawing {

        private final InvestigationDetail detail;
        private final KnownEntities known;
        private final Map<String, Finding> findings = new LinkedHashMap<>();
        private final Map<String, Named> entities = new LinkedHashMap<>();
        private final Map<List<Integer>, Edge> edges = new LinkedHashMap<>();

        Drawing(InvestigationDetail detail) {
            this.detail = detail;
            this.known = new KnownEntities(detail.entities());
        }

        EntityGraph of(List<FindingInfo> alerts) {
            for (FindingInfo alert : alerts) {
                String product = alert.product() == null ? "" : alert.product().name();
                findings.putIfAbsent(
                        alert.uid(),
                        new Finding(
                                findings.size() + 1,
                                alert.uid(),
                                "alert",
                                Objects.requireNonNullElse(alert.title(), ""),
                                product));
            }
            for (Join join : detail.joins()) {
                int later = findingOf(join.finding());
                int earlier = findingOf(join.with());
                for (SharedEntity shared : join.shared()) {
                    // Whatever a finding calls it: one entity is one node.
                    int entity = known.of(shared.kind(), shared.value())
                            .map(this::entityOf)
                            .orElseGet(() -> entityOf(
                                    shared.kind().word() + ":" + shared.value(),
                                    shared.kind().word(),
                                    EntityText.of(shared.kind(), shared.value())));
                    draw(later, entity, shared.strength());
                    draw(earlier, entity, shared.strength());
                }
            }
            for (TimelineEntry moment : detail.timeline()) {
                Finding finding = findings.get(moment.uid());
                if (finding != null) {
                    moment.entities().stream()
                            .flatMap(id -> known.withId(id).stream())
                            .forEach(entity -> draw(finding.number(), entityOf(entity), null));
                }
            }
            return new EntityGraph(
                    List.copyOf(findings.values()), List.copyOf(entities.values()), List.copyOf(edges.values()));
        }

        private int findingOf(String uid) {
            return findings.computeIfAbsent(uid, this::unlisted).number();
        }

        /** What is joined and no alert of the list: a message, an answer, or an alert that is left out. */
        private Finding unlisted(String uid) {
            int number = findings.size() + 1;
            for (TimelineEntry moment : detail.timeline()) {
                if (moment.uid().equals(uid)) {
                    return new Finding(
                            number,
                            uid,
                            moment.kind(),
                            moment.what(),
                            Objects.requireNonNullElse(moment.product(), ""));
                }
            }
            for (Message message : detail.messages()) {
                if (uid.equals(message.networkMessageId()) || uid.equals(message.internetMessageId())) {
                    return new Finding(
                            number, uid, "message", Objects.requireNonNullElse(message.subject(), "(no subject)"), "");
                }
            }
            return isIncident(uid)
                    ? new Finding(number, uid, "incident", "Microsoft's incident " + uid, "")
                    : new Finding(number, uid, "finding", uid, "");
        }

        /** One that is listed, or one that others share as an incident. */
        private boolean isIncident(String uid) {
            return detail.incidents().contains(uid)
                    || detail.joins().stream()
                            .flatMap(join -> join.shared().stream())
                            .anyMatch(shared -> shared.kind() == EntityKind.INCIDENT
                                    && shared.value().equals(uid));
        }

        private int entityOf(Entity entity) {
            return entityOf(entity.id(), entity.kind().word(), EntityText.of(entity));
        }

        private int entityOf(String id, String kind, String text) {
            return entities.computeIfAbsent(id, _ -> new Named(entities.size() + 1, kind, text))
                    .number();
        }

        private void draw(int finding, int entity, @Nullable Strength strength) {
            edges.merge(
                    List.of(finding, entity),
                    new Edge(finding, entity, strength),
                    (one, other) -> stronger(one.strength(), other.strength()) ? one : other);
        }

        private static boolean stronger(@Nullable Strength one, @Nullable Strength other) {
            return Comparator.nullsLast(Comparator.<Strength>naturalOrder()).compare(one, other) <= 0;
        }
    }
}
