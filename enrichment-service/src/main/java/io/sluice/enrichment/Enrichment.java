package io.sluice.enrichment;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.runtime.StartupEvent;
import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.enrichment.entity.EntitySettings;
import io.sluice.enrichment.entity.Sightings;
import io.sluice.enrichment.finding.AlertReading;
import io.sluice.enrichment.finding.MessageReading;
import io.sluice.enrichment.followup.FollowUpRule;
import io.sluice.enrichment.followup.FollowUpSettings;
import io.sluice.enrichment.graph.CorrelationRules;
import io.sluice.enrichment.stream.CorrelationProcessor;
import io.sluice.enrichment.stream.CorrelationSettings;
import io.sluice.enrichment.stream.EnrichmentTopology;
import io.sluice.streams.StreamThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.state.Stores;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts correlation together: settings, and the topology that uses them. */
@ApplicationScoped
class Enrichment {

    private final EnrichmentSettings settings;

    Enrichment(EnrichmentSettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    Topology topology(InstantSource clock, MeterRegistry meters) {
        Sightings sightings = new Sightings(entities());
        CorrelationSettings correlation = new CorrelationSettings(
                new CorrelationRules(
                        settings.correlation().window(), settings.correlation().busyFrom()),
                new FollowUpSettings(
                        rules(settings.followUps()),
                        settings.followUps().perHour(),
                        settings.followUps().youngerThan(),
                        settings.followUps().perInvestigation(),
                        settings.followUps().lateAfter(),
                        settings.followUps().latePerHour(),
                        settings.followUps().attempts()),
                settings.pause(),
                settings.retention(),
                settings.kept());
        AlertReading alerts = new AlertReading(sightings::of);
        MessageReading messages = new MessageReading(sightings::of);
        return EnrichmentTopology.of(
                () -> new CorrelationProcessor(correlation, alerts, messages, clock, meters),
                Stores::persistentKeyValueStore,
                settings.kept());
    }

    private EntitySettings entities() {
        Map<EntityKind, Set<String>> ignored = new EnumMap<>(EntityKind.class);
        EntitySettings.defaults().ignored().forEach((kind, values) -> ignored.put(kind, new HashSet<>(values)));
        settings.correlation()
                .ignored()
                .forEach((word, values) -> ignored.computeIfAbsent(kind(word), kind -> new HashSet<>())
                        .addAll(values));
        return new EntitySettings(ignored);
    }

    private static EntityKind kind(String word) {
        return Arrays.stream(EntityKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "sluice.enrichment.correlation.ignored names the kind '" + word + "', which is none of "
                                + Arrays.stream(EntityKind.values())
                                        .map(EntityKind::word)
                                        .toList()));
    }

    /** Returns which rules are in force, and from which severity on each asks. */
    static Map<FollowUpRule, Severity> rules(EnrichmentSettings.FollowUps settings) {
        Map<FollowUpRule, Severity> rules = new EnumMap<>(FollowUpRule.class);
        if (settings.enabled()) {
            for (FollowUpRule rule : FollowUpRule.values()) {
                rules.put(rule, rule.atLeast());
            }
            settings.rules().forEach((word, differing) -> {
                FollowUpRule rule = rule(word);
                if (differing.enabled()) {
                    differing.minSeverity().ifPresent(severity -> rules.put(rule, severity(word, severity)));
                } else {
                    rules.remove(rule);
                }
            });
        }
        return rules;
    }

    /** A name that comes through the environment has dots for its dashes: there are none in names of variables. */
    private static FollowUpRule rule(String word) {
        return Arrays.stream(FollowUpRule.values())
                .filter(rule -> rule.word().equals(word.replace('.', '-')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "sluice.enrichment.follow-ups.rules names the rule '" + word + "', which is none of "
                                + Arrays.stream(FollowUpRule.values())
                                        .map(FollowUpRule::word)
                                        .toList()));
    }

    private static Severity severity(String rule, String word) {
        try {
            return Severity.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "sluice.enrichment.follow-ups.rules." + rule + ".min-severity is '" + word
                            + "'; it can be informational, low, medium, high or critical",
                    unknown);
        }
    }

    /** Of each of eight stores of each of a dozen tasks, Kafka Streams has dozens of meters: more than all the rest. */
    @Produces
    @Singleton
    MeterFilter withoutMetersOfStores() {
        return MeterFilter.denyNameStartsWith("kafka.stream.state");
    }

    @Produces
    @Singleton
    StreamsUncaughtExceptionHandler onFault() {
        return StreamThreads.replaced();
    }

    void keepThreads(
            @Observes StartupEvent event,
            KafkaStreams streams,
            @ConfigProperty(name = "kafka-streams.num.stream.threads") int threads) {
        StreamThreads.keep(streams, threads);
    }
}
