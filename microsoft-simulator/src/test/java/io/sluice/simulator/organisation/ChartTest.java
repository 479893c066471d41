package io.sluice.simulator.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.incident.Device;
import io.sluice.simulator.tenant.DirectoryRole;
import io.sluice.simulator.tenant.Tenant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChartTest {

    private static final Tenant TENANT =
            new Tenant("contoso", "c0a70000-0000-4000-8000-000000000001", "contoso.onmicrosoft.com");

    private static Organisation organisation(int people, int devices) {
        return Organisation.of(TENANT, people, devices, new SplittableRandom(7));
    }

    private static long with(List<Post> posts, DirectoryRole role) {
        return posts.stream().filter(it -> it.roles().contains(role)).count();
    }

    @Property(tries = 30)
    void everybodyButOneHasAManagerAndNobodyManagesThemselves(@ForAll @IntRange(min = 2, max = 400) int people) {
        Organisation organisation = organisation(people, 10);
        Chart chart = Chart.of(organisation);
        List<Post> posts = chart.posts();
        assertThat(posts.stream().filter(it -> it.manager() == null)).hasSize(1);
        for (Post post : posts) {
            Set<Person> above = new HashSet<>();
            for (Person at = post.person(); at != null; ) {
                assertThat(above.add(at)).as("no circle").isTrue();
                at = chart.post(at.user().aadUserId()).orElseThrow().manager();
            }
            assertThat(above).contains(organisation.people().getFirst());
        }
        assertThat(posts.stream()
                        .filter(it -> it.manager() != null)
                        .collect(Collectors.groupingBy(it -> String.valueOf(it.manager()), Collectors.counting()))
                        .values())
                .allSatisfy(team -> assertThat(team).isLessThanOrEqualTo(13));
        assertThat(with(posts, DirectoryRole.GLOBAL_ADMINISTRATOR)).isPositive();
    }

    @Example
    void ofThousandPeopleTwentyAreAdministratorsAndMostHaveASecondFactor() {
        List<Post> posts = Chart.of(organisation(1000, 10)).posts();
        assertThat(with(posts, DirectoryRole.GLOBAL_ADMINISTRATOR)).isEqualTo(10);
        assertThat(with(posts, DirectoryRole.SECURITY_ADMINISTRATOR)).isEqualTo(10);
        assertThat(posts.stream().filter(Post::hasSecondFactor).count()).isBetween(810L, 890L);
        assertThat(posts.stream().filter(it -> !it.roles().isEmpty())).allMatch(Post::hasSecondFactor);
    }

    @Example
    void nestedGroupsAreMembershipsThatAreNotDirect() {
        List<Post> posts = Chart.of(organisation(60, 50)).posts();
        assertThat(posts).allSatisfy(post -> {
            assertThat(post.groups()).extracting(Group::name).contains(post.department());
            assertThat(post.groups()).extracting(Group::name).doesNotContain("All Employees");
            assertThat(post.allGroups()).extracting(Group::name).contains("All Employees");
            assertThat(post.allGroups()).extracting(Group::id).doesNotHaveDuplicates();
        });
        assertThat(posts.stream().filter(it -> !it.roles().isEmpty()))
                .isNotEmpty()
                .allSatisfy(
                        it -> assertThat(it.allGroups()).extracting(Group::name).contains("Privileged Accounts"));
    }

    @Example
    void itIsTheSameEachTimeAndEachTenantHasIdsOfItsOwn() {
        assertThat(Chart.of(organisation(60, 50)).posts())
                .isEqualTo(Chart.of(organisation(60, 50)).posts());
        Tenant other = new Tenant("fabrikam", "fab00000-0000-4000-8000-000000000002", "fabrikam.onmicrosoft.com");
        Chart theirs = Chart.of(Organisation.of(other, 60, 50, new SplittableRandom(7)));
        assertThat(theirs.id("group", "Finance"))
                .isNotEqualTo(Chart.of(organisation(60, 50)).id("group", "Finance"));
    }

    @Example
    void aWorkstationBelongsToOneAndIsUsedByWhoHasNoneAndServersBelongToNobody() {
        Organisation organisation = organisation(60, 50);
        Chart chart = Chart.of(organisation);
        assertThat(organisation.workstations()).hasSize(44).allSatisfy(device -> {
            Person owner = chart.owner(device).orElseThrow();
            assertThat(organisation.deviceOf(owner)).isEqualTo(device);
            assertThat(chart.users(device)).contains(owner);
            assertThat(chart.isCompliant(device)).isNotNull();
        });
        assertThat(chart.users(organisation.workstations().getFirst())).hasSize(2);
        for (Device server : organisation.servers()) {
            assertThat(chart.owner(server)).isEmpty();
            assertThat(chart.isCompliant(server)).isNull();
            assertThat(chart.isValuable(server)).isTrue();
            assertThat(chart.users(server))
                    .isNotEmpty()
                    .allSatisfy(it -> assertThat(chart.post(it.user().aadUserId())
                                    .orElseThrow()
                                    .roles())
                            .isNotEmpty());
        }
    }
}
