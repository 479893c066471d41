package io.sluice.sentinel.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.investigation.ParameterType;
import io.sluice.sentinel.investigation.Value.Fit;
import io.sluice.sentinel.investigation.Value.Unfit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterRulesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "EMAIL, Ann@Contoso.com, ann@contoso.com",
                "EMAIL, o'neil@contoso.com, o'neil@contoso.com",
                "EMAIL, ann_contoso.com#EXT#@fabrikam.onmicrosoft.com, ann_contoso.com#ext#@fabrikam.onmicrosoft.com",
                "IP, 203.0.113.7, 203.0.113.7",
                "IP, 2001:DB8:0:0:0:0:0:1, 2001:db8::1",
                "IP, 2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
                "IP, 2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
                "IP, ::, ::",
                "IP, ::1, ::1",
                "IP, 1::, 1::",
                "IP, ::ffff:203.0.113.7, 203.0.113.7",
                "GUID, A1B2C3D4-0000-4000-8000-00000000ABCD, a1b2c3d4-0000-4000-8000-00000000abcd",
                "HASH, D41D8CD98F00B204E9800998ECF8427E, d41d8cd98f00b204e9800998ecf8427e",
                "HASH, da39a3ee5e6b4b0d3255bfef95601890afd80709, da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "URL, https://contoso.com/a?b=c, https://contoso.com/a?b=c",
                "URL, hxxps://bad[.]example/x, https://bad.example/x",
                "URL, hXXp[:]//bad(.)example, http://bad.example",
                "URL, bad[dot]example, bad.example",
                "URL, bad.example/path, bad.example/path",
                "URL, https://bad.example/, https://bad.example",
                "URL, bad.example/path/, bad.example/path",
                "DEVICE, WS-0042.contoso.com, ws-0042.contoso.com",
                "TEXT, powershell -enc, powershell -enc",
                "TEXT, Rechnung für März, Rechnung für März",
                "MOMENT, 2026-03-01T09:30:00+01:00, 2026-03-01T08:30:00Z",
                "DURATION, P1D, PT24H"
            })
    void aValueIsGivenItsUsualForm(ParameterType type, String value, String form) {
        assertThat(ParameterRules.check(type, value)).isEqualTo(new Fit(form));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "EMAIL, ann",
                "EMAIL, ann@contoso.com bob@contoso.com",
                "EMAIL, Ann <ann@contoso.com>",
                "IP, 203.0.113",
                "IP, 203.0.113.256",
                "IP, 203.0.113.0/24",
                "IP, fe80::1%eth0",
                "IP, contoso.com",
                "IP, 1",
                "IP, :::",
                "GUID, a1b2c3d4",
                "HASH, d41d8cd98f00b204e9800998ecf8427",
                "HASH, g41d8cd98f00b204e9800998ecf8427e",
                "URL, ftp://contoso.com",
                "URL, javascript:alert(1)",
                "URL, https://",
                "URL, contoso",
                "URL, https://contoso.com/a b",
                "DEVICE, ws 1",
                "DEVICE, `ws\";drop`",
                "TEXT, a",
                "TEXT, //",
                "MOMENT, 2026-03-01T09:30:00",
                "MOMENT, 1899-12-31T00:00:00Z",
                "MOMENT, yesterday",
                "DURATION, PT0S",
                "DURATION, -PT1H",
                "DURATION, P8D",
                "DURATION, 1h"
            })
    void whatIsOfAnotherTypeIsRefused(ParameterType type, String value) {
        assertThat(ParameterRules.check(type, value)).isInstanceOf(Unfit.class);
    }

    @ParameterizedTest
    @EnumSource
    void nothingAtAllIsRefused(ParameterType type) {
        assertThat(ParameterRules.check(type, " ")).isEqualTo(new Unfit("It must not be empty."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "a\u0000b", "half \ud800 pair", "\udc00\ud800 turned"})
    void whatIsNoTextIsRefused(String value) {
        assertThat(ParameterRules.check(ParameterType.TEXT, value)).isInstanceOf(Unfit.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTooLongIsRefused(ParameterType type) {
        assertThat(ParameterRules.check(type, "a".repeat(2001))).isInstanceOf(Unfit.class);
    }
}
