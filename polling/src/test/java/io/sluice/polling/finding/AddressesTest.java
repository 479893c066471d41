package io.sluice.polling.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.ocsf.Url;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "255.255.255.255",
                "::",
                "::1",
                "2001:db8::7",
                "fe80::1:2",
                "::ffff:10.1.2.3"
            })
    void addressesAreRecognized(String text) {
        assertThat(Addresses.isIp(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.",
                "a.b.c.d",
                "1.2.3.4:80",
                ":::",
                "12345::",
                "fe80::1%eth0",
                "localhost"
            })
    void otherThingsAreNot(String text) {
        assertThat(Addresses.isIp(text)).isFalse();
    }

    @Property
    void anyAddressInNumbersIsOne(@ForAll byte a, @ForAll byte b, @ForAll byte c, @ForAll byte d) {
        assertThat(Addresses.isIp((a & 255) + "." + (b & 255) + "." + (c & 255) + "." + (d & 255)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.c", "first.last+tag@mail.example.test", "o'neil@ex-ample.test", "x@sub.example.test."})
    void mailAddressesAreRecognized(String text) {
        assertThat(Addresses.isEmail(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@",
                "@b.c",
                "a@b",
                "a@.b",
                "a@b.",
                "a b@c.d",
                "a@b@c.d",
                "Ana <a@b.c>",
                "ä@b.c",
                "a@b_c.d"
            })
    void otherThingsAreNoMailAddresses(String text) {
        assertThat(Addresses.isEmail(text)).isFalse();
    }

    @Test
    void aUrlIsTakenApart() {
        assertThat(Addresses.url("https://user:pw@[2001:db8::7]:8080/p/q?x=1#f"))
                .isEqualTo(new Url(
                        "https://user:pw@[2001:db8::7]:8080/p/q?x=1#f", "https", "2001:db8::7", 8080, "/p/q", "x=1"));
        assertThat(Addresses.url("http://a.test"))
                .isEqualTo(new Url("http://a.test", "http", "a.test", null, null, null));
        assertThat(Addresses.url("a.test/x")).isEqualTo(new Url("a.test/x", null, null, null, null, null));
    }

    @Property
    void anyTextCanBeAUrl(@ForAll String text) {
        assertThat(Addresses.url("http://" + text))
                .isNotNull()
                .extracting(Url::urlString)
                .isEqualTo("http://" + text);
    }
}
