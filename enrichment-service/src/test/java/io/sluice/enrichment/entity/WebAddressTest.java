package io.sluice.enrichment.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTPS://Evil.Example | https://evil.example/
            https://evil.example:443/a | https://evil.example/a
            https://evil.example:8443/a | https://evil.example:8443/a
            https://evil.example./a#part | https://evil.example/a
            https://evil.example/a? | https://evil.example/a
            https://evil.example/%7euser/%2fa%e4 | https://evil.example/~user/%2Fa%E4
            https://evil.example/a/./b/../c | https://evil.example/a/c
            https://evil.example/a/%2E%2e/../../ | https://evil.example/
            https://evil.example/% | https://evil.example/%25
            https://evil.example/%%341 | https://evil.example/%2541
            https://user:word@evil.example/ | https://evil.example/
            https://login.microsoft.com@evil.example/ | https://evil.example/
            https:\\\\evil.example\\a | https://evil.example/a
            hxxps://evil[.]example/a | https://evil.example/a
            hxxp[:]//evil(.)example/a | http://evil.example/a
            hxxps[://]evil[dot]example/a | https://evil.example/a
            https://bücher.example/ü | https://xn--bcher-kva.example/%C3%BC
            https://0x7f.1/ | https://127.0.0.1/
            https://3325256711/x | https://198.51.100.7/x
            https://[2001:DB8::0:1]:443/ | https://[2001:db8::1]/
            ftp://evil.example:21/a | ftp://evil.example/a
            """)
    void hasOneFormForAllSpellings(String written, String canonical) {
        assertThat(values(written)).containsExactly(canonical);
    }

    @Test
    void safeLinksAreTakenOff() {
        assertThat(values(
                        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2FLogin.maple.example%2Fsignin"
                                + "%3Fid%3D1&data=05%7C02&reserved=0"))
                .containsExactly("https://login.maple.example/signin?id=1");
        assertThat(values("https://x.safelinks.protection.outlook.com/?data=1&amp;url=https%3A%2F%2Fnam02.safelinks."
                        + "protection.outlook.com%2F%3Furl%3Dhttp%253A%252F%252Fmaple.example%252F"))
                .containsExactly("http://maple.example/");
        assertThat(values("https://x.safelinks.protection.outlook.com/help"))
                .containsExactly("https://x.safelinks.protection.outlook.com/help");
    }

    @Test
    void withoutSchemeItIsMeantForBoth() {
        assertThat(values("evil.example/a")).containsExactly("http://evil.example/a", "https://evil.example/a");
        assertThat(values("//evil.example:8080"))
                .containsExactly("http://evil.example:8080/", "https://evil.example:8080/");
        assertThat(values("evil.example:443/a")).containsExactly("http://evil.example:443/a", "https://evil.example/a");
        assertThat(values("evil.example:80")).containsExactly("http://evil.example/", "https://evil.example:80/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "evil",
                "mailto:ann@contoso.com",
                "javascript:alert(1)",
                "data:text/html,x",
                "https://",
                "https:///",
                "https://ev il.example/",
                "https://evil..example/",
                "https://evil.example:99999/",
                "https://evil.example:a/",
                "https://1.2.3.999/",
                "https://[::1/",
                "https://[.]/",
                "cid:logo@01"
            })
    void whatIsNoAddressOfTheWebIsNone(String written) {
        assertThat(WebAddress.of(written)).isNull();
    }

    @Test
    void longOnesEndWithADigest() {
        String start = "https://evil.example/" + "a%C3".repeat(400);
        List<String> one = values(start + "1");
        List<String> other = values(start + "2");

        assertThat(one.getFirst()).hasSizeBetween(990, 1000).startsWith("https://evil.example/a%C3a");
        assertThat(one).isNotEqualTo(other);
        assertThat(values(one.getFirst())).isEqualTo(one);
    }

    private static List<String> values(String written) {
        WebAddress address = WebAddress.of(written);
        return address == null
                ? List.of()
                : address.values().stream().map(Value::text).sorted().toList();
    }
}
