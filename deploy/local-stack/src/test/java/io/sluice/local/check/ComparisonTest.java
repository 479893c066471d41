package io.sluice.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to one record of a topic that agrees with the truth, the comparison finds it. */
class ComparisonTest {

    /** A truth, and a topic that agrees with it. */
    record World(List<Expected> expected, List<Seen> seen) {}

    @Property
    void aTopicThatAgreesWithTheTruthHasNoFindings(@ForAll("worlds") World world) {
        assertThat(Comparison.of(world.expected(), world.seen()).values()).allMatch(Findings::isClean);
    }

    @Property
    void theOrderInWhichPartitionsAreReadDoesNotMatter(@ForAll("worlds") World world, @ForAll Random random) {
        List<Seen> shuffled = new ArrayList<>(world.seen());
        Collections.shuffle(shuffled, random);

        assertThat(Comparison.of(world.expected(), shuffled)).isEqualTo(Comparison.of(world.expected(), world.seen()));
    }

    @Property
    void aRecordThatIsDroppedIsMissing(@ForAll("worlds") World world, @ForAll Random random) {
        List<Seen> seen = new ArrayList<>(world.seen());
        Seen dropped = seen.remove(random.nextInt(seen.size()));

        Findings findings = findings(world, seen, dropped.tenantId());

        assertThat(findings.missing()).isNotEmpty();
        assertThat(findings.doubled()).isEmpty();
        assertThat(findings.wrong()).isEmpty();
    }

    @Property
    void aRecordThatIsThereTwiceIsDoubled(@ForAll("worlds") World world, @ForAll Random random) {
        Seen original = world.seen().get(random.nextInt(world.seen().size()));
        Seen copy = at(original, original.eventId(), Long.MAX_VALUE);

        assertThat(findings(world, with(world, copy), original.tenantId()).doubled())
                .hasSize(1);
    }

    @Property
    void aVersionThatIsEmittedTwiceUnderDifferentEventIdsIsDoubled(
            @ForAll("worlds") World world, @ForAll Random random) {
        Seen original = world.seen().get(random.nextInt(world.seen().size()));
        Seen copy = at(original, original.eventId() + "'", Long.MAX_VALUE);

        assertThat(findings(world, with(world, copy), original.tenantId()).doubled())
                .hasSize(1);
    }

    @Property
    void aRecordThatIsAlteredInAnyRespectIsWrongAndItsVersionIsMissing(
            @ForAll("worlds") World world, @ForAll Random random, @ForAll("alterations") Alteration alteration) {
        int index = random.nextInt(world.seen().size());
        Seen original = world.seen().get(index);
        List<Seen> seen = new ArrayList<>(world.seen());
        seen.set(
                index,
                new Seen(
                        original.tenantId(),
                        alteration.of(original.content()),
                        original.eventId(),
                        original.partition(),
                        original.offset()));

        Findings findings = findings(world, seen, original.tenantId());

        assertThat(findings.wrong()).hasSize(1);
        assertThat(findings.missing()).isNotEmpty();
    }

    @Property
    void anOldVersionThatComesAfterTheCurrentOneIsFound(@ForAll("worlds") World world) {
        for (Seen old : world.seen()) {
            boolean current = world.expected().stream()
                    .anyMatch(
                            version -> version.isCurrent() && version.content().equals(old.content()));
            if (!current) {
                List<Seen> seen = new ArrayList<>(world.seen());
                seen.remove(old);
                seen.add(at(old, old.eventId(), Long.MAX_VALUE));

                assertThat(findings(world, seen, old.tenantId()).missing())
                        .anyMatch(sentence -> sentence.contains("the newest record"));
                return;
            }
        }
    }

    @Property
    void aVersionThatIsNotDemandedMayBeThereOrNot(@ForAll("worlds") World world, @ForAll Random random) {
        int index = random.nextInt(world.expected().size());
        Expected version = world.expected().get(index);
        List<Expected> expected = new ArrayList<>(world.expected());
        expected.set(
                index,
                new Expected(
                        version.tenantId(),
                        version.content(),
                        version.version(),
                        version.from(),
                        Instant.EPOCH.plusSeconds(9_000),
                        false));
        List<Seen> without = world.seen().stream()
                .filter(seen -> !seen.content().equals(version.content()))
                .toList();

        assertThat(Comparison.of(expected, world.seen()).values()).allMatch(Findings::isClean);
        assertThat(Comparison.of(expected, without).values()).allMatch(Findings::isClean);
    }

    private static List<Seen> with(World world, Seen more) {
        List<Seen> seen = new ArrayList<>(world.seen());
        seen.add(more);
        return seen;
    }

    private static Seen at(Seen seen, String eventId, long offset) {
        return new Seen(seen.tenantId(), seen.content(), eventId, seen.partition(), offset);
    }

    private static Findings findings(World world, List<Seen> seen, String tenantId) {
        return Objects.requireNonNull(Comparison.of(world.expected(), seen).get(tenantId));
    }

    /** Something that happens to a content. */
    @FunctionalInterface
    interface Alteration {
        Content of(Content content);
    }

    @Provide
    Arbitrary<Alteration> alterations() {
        return Arbitraries.of(
                c -> new Content(
                        c.uid() + "x", c.related(), c.modifiedMillis(), c.title(), c.severity(), c.status(), c.size()),
                c -> new Content(
                        c.uid(), c.related() + "x", c.modifiedMillis(), c.title(), c.severity(), c.status(), c.size()),
                c -> new Content(
                        c.uid(), c.related(), c.modifiedMillis() + 1, c.title(), c.severity(), c.status(), c.size()),
                c -> new Content(
                        c.uid(), c.related(), c.modifiedMillis(), c.title() + "x", c.severity(), c.status(), c.size()),
                c -> new Content(
                        c.uid(), c.related(), c.modifiedMillis(), c.title(), c.severity() + "x", c.status(), c.size()),
                c -> new Content(
                        c.uid(), c.related(), c.modifiedMillis(), c.title(), c.severity(), c.status() + "x", c.size()),
                c -> new Content(
                        c.uid(), c.related(), c.modifiedMillis(), c.title(), c.severity(), c.status(), c.size() + 100));
    }

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<Integer> tenants = Arbitraries.integers().between(1, 3);
        Arbitrary<Integer> things = Arbitraries.integers().between(1, 4);
        Arbitrary<Integer> versions = Arbitraries.integers().between(1, 4);
        Arbitrary<String> titles = Arbitraries.of("Phishing", "Malware", "");
        return Combinators.combine(tenants, things, versions, titles).as(ComparisonTest::world);
    }

    private static World world(int tenants, int things, int versions, String title) {
        List<Expected> expected = new ArrayList<>();
        List<Seen> seen = new ArrayList<>();
        long offset = 0;
        for (int version = 1; version <= versions; version++) {
            for (int tenant = 0; tenant < tenants; tenant++) {
                for (int thing = 0; thing < things; thing++) {
                    String tenantId = "tenant-" + tenant;
                    String uid = tenantId + "-alert-" + thing;
                    Content content = new Content(uid, "1", version * 10_000L, title, "High", "New", version);
                    Instant from = Instant.EPOCH.plusSeconds(version * 100L);
                    expected.add(new Expected(
                            tenantId,
                            content,
                            version,
                            from,
                            version == versions ? null : from.plusSeconds(100),
                            true));
                    seen.add(new Seen(tenantId, content, uid + "/" + version, tenant % 2, offset++));
                }
            }
        }
        return new World(expected, seen);
    }
}
