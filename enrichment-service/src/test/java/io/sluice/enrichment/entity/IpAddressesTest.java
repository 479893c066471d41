package io.sluice.enrichment.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            198.18.4.7                   | 198.18.4.7
            192.0.2.17:443               | 192.0.2.17
            [2001:DB8:0:0:0:0:0:1]:443   | 2001:db8::1
            2001:db8:0:1:1:1:1:1         | 2001:db8:0:1:1:1:1:1
            2001:0db8::0001%eth0         | 2001:db8::1
            ::ffff:198.18.4.7            | 198.18.4.7
            ::ffff:c612:407              | 198.18.4.7
            """)
    void hasOneFormForAllSpellings(String written, String canonical) {
        assertThat(IpAddresses.global(written)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "127.0.0.1",
                "169.254.1.1",
                "0.0.0.0",
                "255.255.255.255",
                "224.0.0.1",
                "100.64.0.1",
                "::1",
                "::",
                "fe80::1%3",
                "fd00::1",
                "ff02::1",
                "1.2.3",
                "1.2.3.256",
                "01.2.3.4",
                "pc0001",
                "1:2",
                "[::1",
                ":::"
            })
    void whatMeansAnotherMachineElsewhereIsNone(String written) {
        assertThat(IpAddresses.global(written)).isNull();
    }
}
