package io.sluice.local.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefangedTest {

    @ParameterizedTest
    @CsvSource({
        "https://evil.test/a.b, hxxps://evil[.]test/a.b",
        "HTTP://evil.test, hxxp://evil[.]test",
        "ftp://evil.test/x, ftp://evil[.]test/x",
        "mailto:a@evil.test, mailto[:]a@evil[.]test"
    })
    void nobodyFollowsItByMistake(String url, String defanged) {
        assertThat(Defanged.of(url)).isEqualTo(defanged);
    }

    @Test
    void norWithinAText() {
        assertThat(Defanged.within("names url https://evil.test/a, which leads to HTTP://b.test; see a.b"))
                .isEqualTo("names url hxxps://evil[.]test/a, which leads to hxxp://b[.]test; see a.b");
    }
}
