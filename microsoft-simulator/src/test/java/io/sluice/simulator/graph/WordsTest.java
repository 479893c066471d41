package io.sluice.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void aWordThatCameLaterIsHiddenFromWhoDoesNotAskForIt() {
        assertThat(Words.inTime("awaitingAction", false)).isEqualTo("unknownFutureValue");
        assertThat(Words.inTime("awaitingAction", true)).isEqualTo("awaitingAction");
        assertThat(Words.inTime("resolved", false)).isEqualTo("resolved");
    }
}
