package io.sluice.simulator.surface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|IDENTITY",
                "gzip|GZIP",
                "deflate, gzip|GZIP",
                "deflate|DEFLATE",
                "gzip;q=0, deflate;q=0.5|DEFLATE",
                "br|IDENTITY",
                "GZIP;q=1.0|GZIP",
            })
    void theFirstCodingThatBothSidesKnowIsTaken(String acceptEncoding, Encoding expected) {
        assertThat(Encoding.accepted(acceptEncoding)).isEqualTo(expected);
    }
}
