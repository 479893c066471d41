package io.sluice.quarantine.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.mail.MailUrl;
import io.sluice.contracts.mail.UrlPlace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlsTest {

    private static MailAnalysis html(String html) {
        return Mails.analyze("From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n" + html);
    }

    private static MailAnalysis text(String text) {
        return Mails.analyze("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n" + text);
    }

    @Test
    void urlsInTextAreFoundOnceEachWithHowOften() {
        MailAnalysis analysis =
                text("Go to https://evil.test/a?b=c, or www.evil.test/d.\nAgain: <HTTPS://EVIL.test:443/a?b=c>");

        assertThat(analysis.urls())
                .extracting(MailUrl::url)
                .containsExactly("https://evil.test/a?b=c", "http://www.evil.test/d");
        MailUrl first = analysis.urls().getFirst();
        assertThat(first.count()).isEqualTo(2);
        assertThat(first.places()).containsExactly(new UrlPlace("1", "text"));
        assertThat(first.defanged()).isEqualTo("hxxps://evil[.]test/a?b=c");
        assertThat(first.canonical()).isEqualTo("https://evil.test/a?b=c");
        assertThat(first.host()).isEqualTo("evil.test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hxxps://evil[.]test/a | https://evil.test/a",
                "hXXp[:]//evil(.)test/a | http://evil.test/a",
                "hxxp://evil[dot]test | http://evil.test",
                "http://evil[.test/x | ''",
                "evil[.]test/login | http://evil.test/login",
                "https[:]//www[.]evil[.]test | https://www.evil.test"
            })
    void urlsThatPeopleMadeHarmlessAreRecognized(String written, String url) {
        MailAnalysis analysis = text("see " + written + " now");

        if (!url.isEmpty()) {
            assertThat(analysis.urls()).extracting(MailUrl::url).containsExactly(url);
            assertThat(analysis.urls().getFirst().flags()).contains("defanged");
        }
    }

    @Test
    void everyPlaceInHtmlIsLookedInto() {
        MailAnalysis analysis = html("""
                <html><head><base href="https://base.test/dir/"><meta http-equiv=refresh content="0; URL='https://refresh.test/'">
                <style>body { background: url("https://css.test/x.png") }</style></head>
                <body background="https://bg.test/1.gif" style="background-image:url(https://style.test/2.gif)">
                <form action="https://form.test/steal"><button formaction=//button.test/go></button></form>
                <img src="https://img.test/pixel.gif" srcset="https://set.test/1x 1x, https://set.test/2x 2x">
                <a href="relative/page">r</a> plain https://plain.test/x text
                <a href="data:text/html;base64,PHNjcmlwdD4=">d</a> <a href="java
                script:alert(1)">j</a> <a href="cid:1">c</a> <a href="mailto:a@b.example">m</a>
                <!--[if mso]><v:rect href="https://mso.test/button"></v:rect><![endif]-->
                <script>location = "https://script.test/s";</script>
                <svg><a xlink:href="https://svg.test/"></a></svg></body></html>
                """);

        assertThat(analysis.urls())
                .extracting(url -> url.places().getFirst().how() + " " + url.url())
                .contains(
                        "metaRefresh https://refresh.test/",
                        "style https://css.test/x.png",
                        "body.background https://bg.test/1.gif",
                        "style https://style.test/2.gif",
                        "form.action https://form.test/steal",
                        "button.formaction //button.test/go",
                        "img.src https://img.test/pixel.gif",
                        "img.srcset https://set.test/2x",
                        "a.href https://base.test/dir/relative/page",
                        "htmlText https://plain.test/x",
                        "a.href data:text/html;base64,",
                        "comment https://mso.test/button",
                        "script https://script.test/s",
                        "a.xlink:href https://svg.test/")
                .noneMatch(url -> url.contains("cid:") || url.contains("mailto:"));
        assertThat(Mails.url(analysis, "data:text/html;base64,").flags()).contains("data");
        assertThat(analysis.urls()).anySatisfy(url -> assertThat(url.flags()).contains("script"));
        assertThat(Mails.standardErrors(analysis)).isEmpty();
    }

    @Test
    void aLinkWhoseTextShowsAnotherHostIsTold() {
        MailAnalysis analysis = html("""
                <a href="https://evil.test/1">https://login.microsoftonline.com</a>
                <a href="https://www.good.test/2">good.test</a>
                <a href="https://evil.test/3">Invoice.pdf</a>
                <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fgood.test%2F4&amp;data=05">good.test/4</a>
                """);

        assertThat(analysis.urls())
                .filteredOn(url -> url.flags().contains("textShowsOtherHost"))
                .singleElement()
                .satisfies(url -> assertThat(url.visibleText()).isEqualTo("https://login.microsoftonline.com"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.test%2Fa%3Fb%3D1&data=05%7C | https://evil.test/a?b=1 | safelinks",
                "https://gcc02.safelinks.protection.outlook.com/ap/t-59584e83/?url=https%3A%2F%2Fevil.test%2F&data=x | https://evil.test/ | safelinks",
                "https://usg01.safelinks.protection.office365.us/?url=http%3A%2F%2Fevil.test | http://evil.test | safelinks",
                "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2F%2Fevil.test%2F__%3B!!abc | https://evil.test/ | safelinks urldefense",
                "https://urldefense.proofpoint.com/v2/url?u=https-3A__evil.test_a-3Fb&d=x | https://evil.test/a?b | urldefense",
                "https://urldefense.proofpoint.com/v1/url?u=http://evil.test/&k=x | http://evil.test/ | urldefense",
                "https://urldefense.com/v3/__https://evil.test/*frag__;Iw!!abc$ | https://evil.test/#frag | urldefense",
                "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fevil.test&c=E | https://evil.test | linkprotect",
                "https://safelinks.protection.outlook.com.evil.test/?url=https%3A%2F%2Fgood.test | https://safelinks.protection.outlook.com.evil.test/?url=https%3A%2F%2Fgood.test | ''"
            })
    void linkProtectionsAreTakenOff(String url, String target, String wraps) {
        LinkProtection.Unwrapped unwrapped = LinkProtection.unwrap(url);

        assertThat(unwrapped.target()).isEqualTo(target);
        assertThat(String.join(" ", unwrapped.wraps())).isEqualTo(wraps);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP://Evil.TEST:80 | http://evil.test/ | ''",
                "http:\\\\evil.test\\a | http://evil.test/a | ''",
                "https://good.test@evil.test/ | https://good.test@evil.test/ | userInfo",
                "http://0x7f.1/ | http://127.0.0.1/ | ipHost",
                "http://2130706433/ | http://127.0.0.1/ | ipHost",
                "http://[::1]:8080/ | http://[::1]:8080/ | ipHost",
                "http://xn--pple-43d.test/ | http://xn--pple-43d.test/ | punycode",
                "http://аpple.test/ | http://xn--pple-43d.test/ | mixedScripts punycode",
                "http://evil.test?q | http://evil.test/?q | ''",
                "https:evil.test | https://evil.test/ | ''"
            })
    void spellingsOfOneUrlHaveOneForm(String url, String canonical, String flags) {
        WebAddress address = Objects.requireNonNull(WebAddress.of(url));

        assertThat(address.canonical()).isEqualTo(canonical);
        assertThat(String.join(" ", address.flags())).isEqualTo(flags);
    }

    @Test
    void moreUrlsThanTheLimitAreCounted() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            text.append("https://evil.test/").append(i).append('\n');
        }

        MailAnalysis analysis = text(text.toString());

        assertThat(analysis.urls()).hasSize(500);
        assertThat(analysis.urlsLeftOut()).isEqualTo(100);
        assertThat(Mails.limits(analysis)).containsExactly("urls");
    }

    @Test
    void aUrlAtTheEdgeOfAPieceIsFoundWhole() {
        String url = "https://evil.test/at-the-edge";

        for (int before : new int[] {64 * 1024 - 10, 64 * 1024 - 1, 64 * 1024, 2 * 64 * 1024 - 15}) {
            assertThat(text("x".repeat(before - 1) + " " + url + " y").urls())
                    .extracting(MailUrl::url)
                    .containsExactly(url);
        }
        assertThat(html("<p>" + "x".repeat(64 * 1024 - 20) + "<a href='" + url + "'>z</a>")
                        .urls())
                .extracting(MailUrl::url)
                .containsExactly(url);
    }

    @Test
    void textInHiddenCharsetsIsReadToo() {
        assertThat(Mails.analyze("Content-Type: text/plain; charset=utf-7\n\n+AGgAdAB0AHAAcwA6AC8ALw-evil.test/7")
                        .urls())
                .extracting(MailUrl::url)
                .containsExactly("https://evil.test/7");
        assertThat(Mails.analyze("Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n"
                                + Base64.getEncoder()
                                        .encodeToString("https://evil.test/16".getBytes(StandardCharsets.UTF_16)))
                        .urls())
                .extracting(MailUrl::url)
                .containsExactly("https://evil.test/16");
        assertThat(text("https://evil.test/\u00fc").urls()).hasSize(1);
    }
}
