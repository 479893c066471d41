package io.sluice.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundTest {

    @Test
    void asMuchAsAllowedIsAllowedAndMoreIsNot() {
        assertThat(new Bound("memory", 400, 400, "MB").holds()).isTrue();
        assertThat(new Bound("memory", 400.1, 400, "MB").holds()).isFalse();
    }

    @Test
    void theLineSaysBothNumbersAndWhetherItIsGood() {
        assertThat(new Bound("memory", 399, 400, "MB").line()).isEqualTo("OK      memory: 399 MB, the bound is 400 MB");
        assertThat(new Bound("time", 15.25, 15, "s").line()).isEqualTo("NOT OK  time: 15.3 s, the bound is 15 s");
        assertThat(new Bound("cores", 0.456, 1, "").line()).isEqualTo("OK      cores: 0.46, the bound is 1");
    }
}
