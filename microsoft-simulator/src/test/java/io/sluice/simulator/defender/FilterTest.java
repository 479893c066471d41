package io.sluice.simulator.defender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.simulator.incident.Incident;
import io.sluice.simulator.incident.Play;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.odata.Filter;
import io.sluice.simulator.surface.Refusal;
import io.sluice.simulator.surface.RefusedException;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    private static final Instant T = Instant.parse("2026-03-04T05:06:07.1234567Z");

    private static Incident incident(Instant created, Instant lastUpdate, String status, @Nullable String assignedTo) {
        return new Incident(
                1,
                null,
                "name",
                created,
                lastUpdate,
                assignedTo,
                "Unknown",
                "NotAvailable",
                status,
                "Low",
                List.of(),
                List.of(),
                List.of(),
                Play.of("contoso", "phishing", 1, true));
    }

    private static Filter<Shown> parse(@Nullable String text) {
        return Filter.parse(text, IncidentFields.FIELDS);
    }

    @Test
    void noFilterLetsEverythingThrough() {
        assertThat(parse(null).test(incident(T, T, "Active", null))).isTrue();
    }

    @Test
    void statusAndAssigneeAreComparedWithQuotedStrings() {
        Incident incident = incident(T, T, "Active", "o'neil@contoso.example");
        assertThat(parse("status eq 'Active'").test(incident)).isTrue();
        assertThat(parse("status eq 'Resolved'").test(incident)).isFalse();
        assertThat(parse("assignedTo eq 'o''neil@contoso.example' and status eq 'Active'")
                        .test(incident))
                .isTrue();
        assertThat(parse("assignedTo eq null").test(incident)).isFalse();
        assertThat(parse("assignedTo eq null").test(incident(T, T, "Active", null)))
                .isTrue();
    }

    @Test
    void theUpperAndTheLowerBoundOfAWindowApplyTogether() {
        Filter<Shown> window =
                parse("lastUpdateTime ge 2026-03-04T05:06:07Z and lastUpdateTime lt 2026-03-04T05:06:08Z");
        assertThat(window.test(incident(T, T, "Active", null))).isTrue();
        assertThat(window.test(incident(T, T.plusSeconds(1), "Active", null))).isFalse();
    }

    @Property
    void aTimeIsOnTheRightSideOfEveryOperator(
            @ForAll @IntRange(min = -2, max = 2) int ticks,
            @ForAll @IntRange(min = 0, max = 9_999_999) int fraction,
            @ForAll boolean lastUpdate) {
        Instant bound = Instant.parse("2026-03-04T05:06:07Z").plusNanos(fraction * 100L);
        Instant value = bound.plusNanos(ticks * 100L);
        Incident incident = incident(lastUpdate ? T : value, lastUpdate ? value : T, "Active", null);
        String property = lastUpdate ? "lastUpdateTime " : "createdTime ";
        String text = WireTime.text(bound);
        assertThat(parse(property + "eq " + text).test(incident)).isEqualTo(ticks == 0);
        assertThat(parse(property + "ge " + text).test(incident)).isEqualTo(ticks >= 0);
        assertThat(parse(property + "gt " + text).test(incident)).isEqualTo(ticks > 0);
        assertThat(parse(property + "le " + text).test(incident)).isEqualTo(ticks <= 0);
        assertThat(parse(property + "lt " + text).test(incident)).isEqualTo(ticks < 0);
    }

    @Property
    void whateverIsSentIsEitherUnderstoodOrRefusedAsAnODataError(@ForAll String text) {
        try {
            parse(text);
        } catch (RefusedException e) {
            assertThat(e.refusal()).isInstanceOf(Refusal.BadQuery.class);
        }
    }

    @Example
    void severityCannotBeFilteredBy() {
        assertThatThrownBy(() -> parse("severity eq 'High'"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("'severity'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status",
                "status eq",
                "status eq Active",
                "status eq 'Active",
                "status eq 'Active' and",
                "status eq 'Active' or status eq 'Resolved'",
                "status ne 'Active'",
                "status gt 'Active'",
                "Status eq 'Active'",
                "lastUpdateTime ge '2026-03-04T05:06:07Z'",
                "lastUpdateTime ge 2026-03-04",
                "lastUpdateTime ge 2026-03-04T05:06:07",
                "lastUpdateTime ge 2026-03-04T05:06:07.12345678Z",
                "lastUpdateTime ge 2026-13-04T05:06:07Z",
                "lastUpdateTime GE 2026-03-04T05:06:07Z",
                "contains(assignedTo,'x')",
            })
    void whatTheServiceDoesNotUnderstandIsRefused(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.BadQuery.class));
    }
}
