package io.sluice.enrichment.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a stranger writes: nothing throws, values are clean, and the canonical form is its own canonical form. */
class AnyTextTest {

    @Property(tries = 3_000)
    void canonicalUrlIsItsOwnCanonicalForm(@ForAll("urls") String written) {
        WebAddress address = WebAddress.of(written);
        if (address != null) {
            for (Value value : address.values()) {
                WebAddress again = WebAddress.of(value.text());
                assertThat(again).as(value.text()).isNotNull();
                assertThat(again == null ? List.of() : again.values())
                        .extracting(Value::text)
                        .containsExactly(value.text());
            }
        }
    }

    @Property(tries = 2_000)
    void otherSpellingsOfAUrlMeet(
            @ForAll("hosts") String host, @ForAll("paths") String path, @ForAll("spellings") int spelling) {
        String plain = "https://" + host + path;
        String other = switch (spelling) {
            case 0 -> "HTTPS://" + host.toUpperCase(Locale.ROOT) + path;
            case 1 -> "https://" + host + ":443" + path + "#fragment";
            case 2 -> "hxxps://" + host.replace(".", "[.]") + path;
            case 3 -> "https://user@" + host + "/." + path;
            case 4 -> " https://" + host + ".\t" + path.replace('/', '\\');
            default ->
                "https://eur01.safelinks.protection.outlook.com/?url="
                        + URLEncoder.encode(plain, StandardCharsets.UTF_8) + "&data=1";
        };

        assertThat(WebAddress.of(other)).as(other).isNotNull().isEqualTo(WebAddress.of(plain));
    }

    @Property(tries = 2_000)
    void canonicalAddressIsItsOwnCanonicalForm(@ForAll("addresses") String written) {
        String address = UserNames.address(written);
        if (address != null) {
            assertThat(UserNames.address(address)).isEqualTo(address);
        }
        String ip = IpAddresses.global(written);
        if (ip != null) {
            assertThat(IpAddresses.global(ip)).isEqualTo(ip);
        }
    }

    @Property(tries = 1_500)
    void evidenceOfAnyContentGivesCleanSightings(@ForAll("evidences") List<String> evidences) {
        List<Sighting> sightings = Alerts.SIGHTINGS.of(Alerts.with(evidences));

        assertThat(sightings).hasSizeLessThanOrEqualTo(Sighted.MAX).allSatisfy(AnyTextTest::isClean);
    }

    @Property(tries = 1_500)
    void orderOfEvidenceDoesNotMatter(@ForAll("evidences") List<String> evidences, @ForAll long seed) {
        List<String> shuffled = new ArrayList<>(evidences);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(new HashSet<>(Alerts.SIGHTINGS.of(Alerts.with(shuffled))))
                .isEqualTo(new HashSet<>(Alerts.SIGHTINGS.of(Alerts.with(evidences))));
    }

    @Property(tries = 1_000)
    void noValueIsOfTwoEntities(@ForAll("evidences") List<String> evidences) {
        List<String> values = new ArrayList<>();
        for (Sighting sighting : Alerts.SIGHTINGS.of(Alerts.with(evidences))) {
            for (String value : sighting.values()) {
                if (!SameEntity.isLastResort(sighting.kind(), value)) {
                    values.add(sighting.kind() + value);
                }
            }
        }

        assertThat(values).doesNotHaveDuplicates();
    }

    private static void isClean(Sighting sighting) {
        assertThat(sighting.values())
                .doesNotHaveDuplicates()
                .allSatisfy(value -> assertThat(value)
                        .isNotBlank()
                        .hasSizeLessThanOrEqualTo(CanonicalText.MAX_VALUE)
                        .matches(
                                text -> text.codePoints().noneMatch(Character::isISOControl),
                                "has no control characters"));
    }

    @Provide
    Arbitrary<Integer> spellings() {
        return Arbitraries.integers().between(0, 5);
    }

    @Provide
    Arbitrary<String> hosts() {
        Arbitrary<String> label =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        return label.list().ofMinSize(2).ofMaxSize(4).map(labels -> String.join(".", labels));
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> segment = Arbitraries.of("a", "b%20c", "%2F", "index.html", "~x", "é", "a+b", "..", "%7e");
        return segment.list().ofMaxSize(4).map(segments -> "/" + String.join("/", segments));
    }

    @Provide
    Arbitrary<String> urls() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(
                        "https://",
                        "http:",
                        "hxxp://",
                        "[.]",
                        "[:]",
                        "://",
                        "//",
                        "/",
                        "\\",
                        "?",
                        "#",
                        "@",
                        ":",
                        "%",
                        "%2e",
                        "%2E%2e",
                        "%41",
                        "%%341",
                        "%zz",
                        ".",
                        "..",
                        "/../",
                        "/./",
                        "evil",
                        "evil.example",
                        "xn--",
                        "bücher",
                        "ß",
                        "１２７.0.0.1",
                        "0x7f",
                        "1.2.3.4",
                        "[::1]",
                        "[2001:db8::1]",
                        ":443",
                        ":80",
                        "?url=https%3A%2F%2Fa.example",
                        "x.safelinks.protection.outlook.com",
                        "\t",
                        "\n",
                        "\u0000",
                        "\ud800",
                        "\u202e",
                        "。",
                        "(.)",
                        "{",
                        "|",
                        "\"",
                        "x".repeat(300)),
                Arbitraries.strings().ofMaxLength(6),
                Arbitraries.strings().ascii().ofMaxLength(6));
        Arbitrary<String> any = piece.list().ofMaxSize(10).map(pieces -> String.join("", pieces));
        return Arbitraries.oneOf(
                any,
                any.map(rest -> "https://evil.example" + rest),
                any.map(rest -> "https://evil.example/" + rest.repeat(40)),
                any.map(rest -> "evil.example/" + rest));
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(
                        "@",
                        "ann",
                        "contoso.com",
                        "<",
                        ">",
                        "|",
                        "smtp:",
                        ".",
                        ":",
                        "::",
                        "1",
                        "255",
                        "ffff",
                        "%eth0",
                        "[",
                        "]",
                        "::ffff:1.2.3.4",
                        "İ",
                        " "),
                Arbitraries.strings().ofMaxLength(4));
        return piece.list().ofMaxSize(7).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                urls(),
                addresses(),
                Arbitraries.of(
                        "a1b2c3d4-0000-4000-8000-00000000abcd",
                        "a1b2c3d4-0000-4000-8000-00000000abce",
                        "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f",
                        "3395856ce81f2b7382dee72602f798b642f14140",
                        "0123456789abcdef0123456789abcdef01234567",
                        "S-1-5-21-1-2-3-4",
                        "S-1-5-18",
                        "S-1-12-1-1-2-3-4",
                        "S-1-12-1-1-2-3",
                        "C:\\Windows\\System32\\cmd.exe",
                        "C:\\Users\\a\\cmd.exe",
                        "cmd.exe",
                        "/usr/bin/sh",
                        "pc0001",
                        "PC0001.contoso.com",
                        "pc0001.fabrikam.com",
                        "ann@contoso.com",
                        "CONTOSO",
                        "CONTOSO\\ann",
                        "ann",
                        "198.18.4.7",
                        "/subscriptions/a/resourceGroups/b/providers/c",
                        "<a@b>",
                        ""));
    }

    @Provide
    Arbitrary<List<String>> evidences() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9), texts().list().ofSize(6), Arbitraries.of(0, 2, 4, 5, 99))
                .as(AnyTextTest::evidence)
                .list()
                .ofMaxSize(7);
    }

    private static String evidence(int kind, List<String> texts, int verdict) {
        ObjectNode evidence = JsonNodeFactory.instance.objectNode();
        evidence.put("verdict_id", verdict);
        ObjectNode data = evidence.putObject("data");
        switch (kind) {
            case 0 -> user(evidence.putObject("user"), texts);
            case 1 -> {
                user(evidence.putObject("user"), texts);
                ((ObjectNode) evidence.get("user")).putObject("account").put("name", texts.get(5));
            }
            case 2 ->
                evidence.putObject("device")
                        .put("uid", texts.get(0))
                        .put("uid_alt", texts.get(1))
                        .put("hostname", texts.get(2))
                        .put("name", texts.get(3))
                        .put("type_id", 0);
            case 3 -> file(evidence.putObject("file"), texts);
            case 4 -> {
                ObjectNode process = evidence.putObject("process").put("pid", 1);
                file(process.putObject("file"), texts);
                user(process.putObject("user"), texts);
                file(process.putObject("parent_process").putObject("file"), texts);
            }
            case 5 -> {
                evidence.put("uid", texts.get(0));
                ObjectNode email = evidence.putObject("email")
                        .put("from", texts.get(1))
                        .put("sender", texts.get(2))
                        .put("message_uid", texts.get(3));
                email.putArray("to").add(texts.get(4)).add(texts.get(5));
            }
            case 6 -> evidence.putObject("url").put("url_string", texts.get(0));
            case 7 -> evidence.putObject("src_endpoint").put("ip", texts.get(0));
            case 8 ->
                evidence.putArray("resources")
                        .addObject()
                        .put("name", texts.get(0))
                        .put("uid", texts.get(1))
                        .put(
                                "type",
                                List.of("Azure resource", "Cloud application", "OAuth application", "Domain name", "x")
                                        .get(Math.floorMod(texts.get(2).hashCode(), 5)));
            default ->
                data.put("sha256", texts.get(0))
                        .put("sha1", texts.get(1))
                        .put("Algorithm", "SHA256")
                        .put("Value", texts.get(2));
        }
        return evidence.toString();
    }

    private static void user(ObjectNode user, List<String> texts) {
        user.put("name", texts.get(0))
                .put("uid", texts.get(1))
                .put("uid_alt", texts.get(2))
                .put("domain", texts.get(3))
                .put("email_addr", texts.get(4))
                .put("display_name", texts.get(5));
    }

    private static void file(ObjectNode file, List<String> texts) {
        file.put("name", texts.get(0)).put("path", texts.get(1)).put("type_id", 1);
        var hashes = file.putArray("hashes");
        hashes.addObject().put("algorithm_id", 3).put("value", texts.get(2));
        hashes.addObject().put("algorithm_id", 2).put("value", texts.get(3));
    }
}
