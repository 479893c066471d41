package io.sluice.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connections.registry.Precondition;
import io.sluice.connections.registry.RegistryException.StaleRevision;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    @Property(tries = 200)
    void aListOfTagsLetsExactlyItsRevisionsPass(
            @ForAll @Size(min = 1, max = 5) @LongRange(min = 1, max = 20) long[] revisions,
            @ForAll @LongRange(min = 1, max = 20) long present) {
        String header = LongStream.of(revisions)
                .mapToObj(number -> "\"" + number + "\"")
                .collect(Collectors.joining(", "));
        Precondition precondition = IfMatch.parse(header).orElseThrow();
        if (LongStream.of(revisions).anyMatch(number -> number == present)) {
            assertThatCode(() -> precondition.check(present)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> precondition.check(present)).isInstanceOf(StaleRevision.class);
        }
    }

    @Test
    void aStarLetsEveryRevisionPass() {
        assertThatCode(() -> IfMatch.parse(" * ").orElseThrow().check(7)).doesNotThrowAnyException();
    }

    @Test
    void noHeaderDemandsNothing() {
        assertThat(IfMatch.parse(null)).isEmpty();
        assertThat(IfMatch.parse("  ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"7\"", "\"abc\"", "\"07\"", "\"99999999999999999999\"", "\"\""})
    void aTagThatIsNotOursLetsNoRevisionPass(String header) {
        assertThatThrownBy(() -> IfMatch.parse(header).orElseThrow().check(7)).isInstanceOf(StaleRevision.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7", "7\"", "\"7\" \"8\" x", "*, \"7\""})
    void whatIsNoListOfTagsIsRefused(String header) {
        assertThatThrownBy(() -> IfMatch.parse(header)).isInstanceOf(InvalidHeader.class);
    }
}
