package io.sluice.quarantine.exchange;

import static io.sluice.quarantine.exchange.ExchangeStub.IDENTITY;
import static io.sluice.quarantine.exchange.ExchangeStub.fault;
import static io.sluice.quarantine.exchange.ExchangeStub.ok;
import static io.sluice.quarantine.exchange.ExchangeStub.refuses;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.json.Json;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.quarantine.exchange.Listing.End;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeQuarantineTest {

    private static final String ROW = """
            {"Identity":"0f0e0d0c-1111-4222-8333-08dcf0a1b2c3\\\\9a8b7c6d-aaaa-bbbb-cccc-08dcf0a1b2c4",
             "ReceivedTime@data.type":"System.DateTime","ReceivedTime":"2026-02-01T06:12:44.0912345+00:00",
             "RecipientAddress@odata.type":"#Collection(String)","RecipientAddress":["anna@contoso.example"],
             "SenderAddress":"billing@mailer.example","Subject":"Invoice 4711","Size@data.type":"System.Int32",
             "Size":48231,"QuarantineTypes":"HighConfPhish","ReleaseStatus":"NOTRELEASED"}""";

    private final ExchangeStub exchange = new ExchangeStub();
    private final ExchangeQuarantine quarantine = exchange.client();

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void theEnvelopeIsAsExchangeWantsIt() throws Exception {
        list(lastDays(2).withRecipient("anna@contoso.example").withMessageId("1@mailer.example"));

        ExchangeStub.Asked asked = exchange.asked.getFirst();
        assertThat(asked.path()).isEqualTo("/adminapi/beta/" + ExchangeStub.TENANT + "/InvokeCommand");
        assertThat(asked.headers().get("Authorization")).isEqualTo("Bearer token-1");
        assertThat(asked.headers().get("X-AnchorMailbox"))
                .isEqualTo("APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@contoso.onmicrosoft.com");
        assertThat(asked.headers().get("client-request-id")).hasSize(36);
        assertThat(asked.headers().get("Content-Type")).isEqualTo("application/json");
        assertThat(asked.json()).isEqualTo(Json.MAPPER.readTree("""
                {"CmdletInput":{"CmdletName":"Get-QuarantineMessage","Parameters":{
                 "Page":1,"PageSize":1000,"IncludeMessagesFromBlockedSenderAddress":true,
                 "StartReceivedDate":"2026-02-01T11:59:59Z","EndReceivedDate":"2026-02-03T12:00:01Z",
                 "RecipientAddress":["anna@contoso.example"],"MessageId":"<1@mailer.example>"}}}"""));
    }

    @Test
    void rowsAreReadWithoutTheirTypeNotes() throws Exception {
        exchange.answersAll("{\"adminapi.warnings@odata.type\":\"#Collection(String)\",\"@adminapi.warnings\":[],"
                + "\"value\":[" + ROW + "]}");

        assertThat(list(lastDays(3))).singleElement().satisfies(row -> {
            assertThat(row.identity()).isEqualTo(IDENTITY);
            assertThat(row.networkMessageId()).isEqualTo("0f0e0d0c-1111-4222-8333-08dcf0a1b2c3");
            assertThat(row.receivedTime()).isEqualTo("2026-02-01T06:12:44.091234500Z");
            assertThat(row.recipients()).containsExactly("anna@contoso.example");
            assertThat(row.toString()).doesNotContain("Invoice");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"value\":null}", "{\"value\":[]}"})
    void noRowsAreToldInThreeWays(String answer) throws Exception {
        exchange.answersAll(answer);

        assertThat(list(lastDays(3))).isEmpty();
        assertThat(exchange.asked).hasSize(1);
    }

    @Test
    void aWarningThatThereIsMoreIsNotTakenForTheEnd() throws Exception {
        exchange.answers((asked, response) -> response.end(
                asked.body().contains("\"2026-01-31T11:59:59Z\"")
                                && asked.body().contains("\"2026-02-03T12:00:01Z\"")
                        ? "{\"value\":[" + ROW
                                + "],\"@adminapi.warnings\":[\"There are more results available than are currently"
                                + " displayed. To view them, increase the value for the ResultSize parameter.\"]}"
                        : "{\"value\":[" + ROW + "]}"));
        List<QuarantineRow> rows = new ArrayList<>();

        Listing listing = quarantine.list(exchange.connection(), lastDays(3), 1000, exchange.soon(), rows::add);

        assertThat(rows).hasSize(1);
        assertThat(listing.isComplete()).isTrue();
        assertThat(listing.pages()).isGreaterThan(1);
    }

    @Test
    void anExchangeThatShowsOnlyItsFirstPageIsFoundOut() throws Exception {
        exchange.answersAll("{\"value\":[" + ROW
                + "],\"@adminapi.warnings\":[\"There are more results available: raise ResultSize\"]}");

        Listing listing = quarantine.list(exchange.connection(), lastDays(3), 1000, exchange.soon(), _ -> {});

        assertThat(listing.end()).isEqualTo(End.PAGE_LIMIT);
        assertThat(listing.rows()).isEqualTo(1);
    }

    @Test
    void aWindowBeginsNoEarlierThanMicrosoftKeepsMailAndThatIsSaid() throws Exception {
        Instant thirtyDaysAgo = VirtualTime.NOON.minus(Duration.ofDays(30));

        Listing listing = quarantine.list(exchange.connection(), lastDays(90), 1000, exchange.soon(), _ -> {});
        Listing past = quarantine.list(
                exchange.connection(),
                QuarantineFilter.received(
                        VirtualTime.NOON.minus(Duration.ofDays(90)), VirtualTime.NOON.minus(Duration.ofDays(60))),
                1000,
                exchange.soon(),
                _ -> {});

        assertThat(listing.from()).isEqualTo(thirtyDaysAgo);
        assertThat(past.from()).isEqualTo(thirtyDaysAgo);
        assertThat(exchange.asked).hasSize(1);
    }

    @Test
    void anEndlessListEndsAtTheCallersLimitsAndSaysSo() throws Exception {
        exchange.answers(
                (_, response) -> response.end("{\"value\":[" + ROW + "," + ROW.replace("9a8b", "9a8c") + "]}"));

        Listing byRows = quarantine.list(exchange.connection(), lastDays(3), 1, exchange.soon(), _ -> {});
        Listing byTime = quarantine.list(exchange.connection(), lastDays(3), 1, exchange.time.instant(), _ -> {});

        assertThat(byRows.end()).isEqualTo(End.ROW_LIMIT);
        assertThat(byRows.rows()).isEqualTo(1);
        assertThat(byTime.end()).isEqualTo(End.DEADLINE);
    }

    @Test
    void aNetworkMessageIdIsLookedForWhereItSeemsToBeMadeAndThenEverywhere() throws Exception {
        Instant made = VirtualTime.NOON.minus(Duration.ofDays(4));
        NetworkMessageId id = new NetworkMessageId("0F0E0D0C-1111-4222-" + NetworkMessageIdTest.lastDigits(made));
        String row = ROW.replace("0f0e0d0c-1111-4222-8333-08dcf0a1b2c3", id.value())
                .replace("2026-02-01T06:12:44", "2026-01-30T13:00:00");
        exchange.answersAll("{\"value\":[" + row + "," + row.replace("0f0e0d0c", "1f0e0d0c") + "]}");

        assertThat(list(lastDays(30).withNetworkMessageId(id))).hasSize(1);
        assertThat(exchange.asked)
                .singleElement()
                .satisfies(asked -> assertThat(
                                asked.parameters().path("StartReceivedDate").asText())
                        .startsWith("2026-01-30T10:59"));

        exchange.asked.clear();
        exchange.answersAll("{}");
        assertThat(list(lastDays(30).withNetworkMessageId(id))).isEmpty();
        assertThat(exchange.asked).hasSize(2);
    }

    @Test
    void aHeaderIsGivenAsItIs() throws Exception {
        exchange.answersAll("{\"value\":[{\"Identity\":" + Json.MAPPER.writeValueAsString(IDENTITY)
                + ",\"Header\":\"Received: from a\\r\\n\\tby b\\r\\nSubject: x\\r\\n\"}]}");

        MessageHeader header = quarantine.header(exchange.connection(), IDENTITY, exchange.soon());

        assertThat(header.text()).isEqualTo("Received: from a\r\n\tby b\r\nSubject: x\r\n");
        assertThat(exchange.asked.getFirst().parameters())
                .isEqualTo(Json.MAPPER.valueToTree(Map.of("Identity", IDENTITY)));
    }

    @Test
    void anIdentityThatWouldMeanEverythingIsNotSent() {
        for (String identity : List.of("", " ", "*", "000", "0f0e0d0c-1111-4222-8333-08dcf0a1b2c3")) {
            assertThat(failureOf(() -> quarantine.header(exchange.connection(), identity, exchange.soon())))
                    .isInstanceOf(InvalidRequest.class);
        }
        assertThat(exchange.asked).isEmpty();
    }

    @Test
    void aMessageThatIsGoneIsNotAFault() {
        exchange.answersInTurn(
                refuses(
                        404,
                        fault(
                                "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException",
                                "The operation couldn't be performed because object 'x' couldn't be found on 'y'.")),
                refuses(500, fault("Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException", "x")),
                ok("{\"value\":[]}"));

        for (int i = 0; i < 3; i++) {
            assertThat(exportFailure()).isInstanceOf(NotFound.class);
        }
        assertThat(exchange.asked).hasSize(3);
    }

    @Test
    void exchangesRefusalsBecomeTheirFailures() {
        assertThat(failureAfter(refuses(401, "")))
                .isInstanceOfSatisfying(
                        Unauthenticated.class,
                        refused -> assertThat(refused.remedy()).contains("Exchange.ManageAsApp", "admin consent"));
        assertThat(failureAfter(refuses(
                        401,
                        "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"User is not allowed to call"
                                + " Export-QuarantineMessage\"}}")))
                .isInstanceOf(Forbidden.class);
        assertThat(failureAfter(refuses(403, "\0".repeat(512)))).isInstanceOfSatisfying(Forbidden.class, denied -> {
            assertThat(denied.message()).contains("without a word", "Export-QuarantineMessage");
            assertThat(denied.remedy()).contains("Security Administrator", "Quarantine Administrator");
        });
        assertThat(failureAfter(refuses(403, "")))
                .isInstanceOfSatisfying(
                        Forbidden.class,
                        denied -> assertThat(denied.remedy()).contains("Exchange.ManageAsAppV2 does not serve"));
        assertThat(failureAfter(refuses(
                        400,
                        "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Invalid Operation\",\"innererror\":{"
                                + "\"internalexception\":{\"message\":\"subject merger\",\"type\":"
                                + "\"Microsoft.Exchange.AdminApi.ParameterTransformationException\"}}}}")))
                .isInstanceOfSatisfying(InvalidRequest.class, refused -> {
                    assertThat(refused.code()).isEqualTo("ParameterTransformationException");
                    assertThat(refused.message()).doesNotContain("merger");
                });
    }

    @Test
    void aRefusalThatDoesNotComeFromTheCmdletIsAskedForOnceMore() throws Exception {
        for (int status : new int[] {400, 404}) {
            exchange.asked.clear();
            assertThat(failureAfter(refuses(status, "<html>not here</html>")))
                    .isInstanceOfSatisfying(
                            InvalidRequest.class,
                            refused -> assertThat(refused.code()).isNull());
            assertThat(exchange.asked).hasSize(2);
        }

        exchange.answersInTurn(refuses(404, "<html>not here</html>"), ok("{}"));
        assertThat(list(lastDays(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Eml\":\"\",\"BodyEncoding\":\"Base64\"",
                "\"Eml\":null",
                "\"Eml\":\"QUJ*\",\"BodyEncoding\":\"Base64\"",
                "\"Eml\":\"QUJD\",\"Identity\":\"1f0e0d0c-1111-4222-8333-08dcf0a1b2c3\\\\x\""
            })
    void anAnswerWithoutTheMessageIsAskedForOnceMoreAndNotFiveTimes(String row) {
        assertThat(failureAfter(ok("{\"value\":[{" + row + "}]}")))
                .isInstanceOfSatisfying(
                        MalformedAnswer.class,
                        malformed -> assertThat(malformed.message()).contains("Export-QuarantineMessage"));
        assertThat(exchange.asked).hasSize(2);
    }

    @Test
    void aHeaderOfAnotherMessageIsAskedForOnceMore() {
        exchange.answersAll("{\"value\":[{\"Identity\":\"1f0e\\\\x\",\"Header\":\"Subject: x\"}]}");

        assertThat(failureOf(() -> quarantine.header(exchange.connection(), IDENTITY, exchange.soon())))
                .isInstanceOf(MalformedAnswer.class);
        assertThat(exchange.asked).hasSize(2);
    }

    @Test
    void aListWithARowWithoutAnIdentityIsNotComplete() throws Exception {
        exchange.answersAll("{\"value\":[" + ROW + ",{\"Subject\":\"x\"},null]}");

        Listing listing = quarantine.list(exchange.connection(), lastDays(3), 1000, exchange.soon(), _ -> {});

        assertThat(listing.rows()).isEqualTo(1);
        assertThat(listing.unreadable()).isEqualTo(2);
        assertThat(listing.isComplete()).isFalse();
    }

    @Test
    void aRefusedTokenIsReplacedOnce() throws Exception {
        exchange.answersInTurn(refuses(403, "\0".repeat(512)), ok("{}"));

        assertThat(list(lastDays(1))).isEmpty();
        assertThat(exchange.asked.getLast().headers().get("Authorization")).isEqualTo("Bearer token-2");

        exchange.asked.clear();
        assertThat(failureAfter(refuses(403, ""))).isInstanceOf(Forbidden.class);
        assertThat(exchange.asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CmdletProxyNotAvailableFailure",
                "Microsoft.Exchange.Data.Directory.ServerBusyException",
                "Microsoft.Exchange.Data.Storage.TransientException",
                "Microsoft.Exchange.BackendCommunicationException",
                "Microsoft.Mapi.MapiNetworkErrorException"
            })
    void aFaultThatPassesIsTriedAgainWhateverItsStatusIs(String exception) throws Exception {
        exchange.answersInTurn(refuses(400, fault(exception, "x")), refuses(500, fault(exception, "x")), ok("{}"));

        assertThat(list(lastDays(1))).isEmpty();
        assertThat(exchange.asked).hasSize(3);
    }

    @Test
    void whatIsNoAnswerIsAskedForAgain() throws Exception {
        exchange.answersInTurn(
                refuses(502, "<html>Bad Gateway</html>"),
                ok("<html>Sign in</html>"),
                ok("{\"value\":[" + ROW + ",{\"Ident"),
                refuses(408, ""),
                ok("{\"value\":[" + ROW + "]}"));

        assertThat(list(lastDays(3))).hasSize(1);
        assertThat(exchange.asked).hasSize(5);
    }

    @Test
    void triesHaveAnEnd() {
        assertThat(failureAfter(ok("{\"value\":[{\"Eml\":\"QUJ"))).isInstanceOf(MalformedAnswer.class);
        assertThat(exchange.asked).hasSize(5);
        exchange.asked.clear();
        assertThat(failureAfter(refuses(504, ""))).isInstanceOf(Unavailable.class);
        assertThat(exchange.asked).hasSize(5);
    }

    @Test
    void throttlingIsWaitedForAsLongAsItSays() throws Exception {
        exchange.answersInTurn(
                response -> response.setStatusCode(429)
                        .putHeader("Retry-After", "17.5")
                        .end(),
                response -> response.setStatusCode(503)
                        .putHeader("Retry-After", "Tue, 03 Feb 2026 12:01:00 GMT")
                        .end(),
                refuses(429, ""),
                refuses(400, "You have reached the maximum number of concurrent requests per tenant. Please wait."),
                ok("{}"));

        assertThat(list(lastDays(1))).isEmpty();

        assertThat(exchange.time.pauses).contains(Duration.ofMillis(17_500), Duration.ofMillis(42_500));
        assertThat(exchange.asked).hasSize(5);
    }

    @Test
    void whoMustWaitLongerThanItsDeadlineIsToldAtOnce() {
        exchange.answers((_, response) ->
                response.setStatusCode(429).putHeader("Retry-After", "1200").end());

        assertThat(exportFailure())
                .isInstanceOfSatisfying(
                        Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofMinutes(20)));
        assertThat(exportFailure()).isInstanceOf(Throttled.class); // and others do not ask meanwhile
        assertThat(exchange.asked).hasSize(1);
        assertThat(exchange.time.pauses).isEmpty();
    }

    @Test
    void aCmdletThatExchangeDoesNotKnowIsAskedForTwiceMore() throws Exception {
        Consumer<HttpServerResponse> unknown =
                refuses(400, fault("System.Management.Automation.CommandNotFoundException", "The term 'x' is not"));
        exchange.answersInTurn(unknown, unknown, unknown, ok("{}"));
        assertThat(list(lastDays(1))).isEmpty();

        exchange.asked.clear();
        assertThat(failureAfter(unknown))
                .isInstanceOfSatisfying(
                        Forbidden.class, denied -> assertThat(denied.remedy()).contains("Quarantine Administrator"));
        assertThat(exchange.asked).hasSize(4); // once with a new token, twice for its weakness
    }

    @Test
    void anErrorInAnAnswerThatClaimsSuccessIsOne() {
        assertThat(failureAfter(ok("{\"@adminapi.warnings\":[],\"error\":{\"code\":\"x\",\"details\":[{\"message\":"
                        + "\"|A.ManagementObjectNotFoundException|y\"}]}}")))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aCallIsMadeOnceASecond() throws Exception {
        for (int i = 0; i < 4; i++) {
            list(lastDays(1));
        }

        assertThat(Duration.between(VirtualTime.NOON, exchange.time.instant())).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aMessageIsGivenByteForByte() throws Exception {
        byte[] mail = mail();
        exchange.answersAll(exported("Base64", Base64.getMimeEncoder().encodeToString(mail)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        ExportedMessage exported = quarantine.export(exchange.connection(), IDENTITY, exchange.soon(), () -> out);

        assertThat(out.toByteArray()).isEqualTo(mail);
        assertThat(exported).isEqualTo(new ExportedMessage(IDENTITY, "Base64", EmlForm.BASE64, mail.length));
    }

    @Test
    void aRepeatedExportBeginsItsDestinationAnew() throws Exception {
        String text = Base64.getEncoder().encodeToString(mail());
        exchange.answersInTurn(
                ok(exported("Base64", text).substring(0, 200_000)), refuses(503, ""), ok(exported("Base64", text)));
        List<ByteArrayOutputStream> begun = new ArrayList<>();

        quarantine.export(exchange.connection(), IDENTITY, exchange.soon(), () -> {
            begun.add(new ByteArrayOutputStream());
            return begun.getLast();
        });

        assertThat(begun).hasSize(2);
        assertThat(begun.getLast().toByteArray()).isEqualTo(mail());
    }

    @Test
    void aTextThatOnlyLooksLikeBase64IsAskedForAgain() throws Exception {
        String text = "TextWithoutAnyField";
        exchange.answersAll("{\"value\":[{\"Eml\":\"" + text + "\",\"BodyEncoding\":\"7bit\"}]}");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        quarantine.export(exchange.connection(), IDENTITY, exchange.soon(), () -> {
            out.reset();
            return out;
        });

        assertThat(out.toString(UTF_8)).isEqualTo(text);
        assertThat(exchange.asked).hasSize(2);
    }

    @Test
    void aTextWithCharactersThatAreNoBytesIsTakenForUtf8() throws Exception {
        String text = "Subject: caf\u00e9 \u20ac " + "x".repeat(100_000) + " \ud83d\ude00 \u00ff";
        exchange.answersAll(exported("binary", text));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        quarantine.export(exchange.connection(), IDENTITY, exchange.soon(), () -> {
            out.reset();
            return out;
        });

        assertThat(out.toString(UTF_8)).isEqualTo(text);
    }

    @Test
    void anExportThatIsTooLargeIsStoppedAndSaidSo() {
        ExchangeSettings d = ExchangeSettings.DEFAULTS;
        ExchangeQuarantine small =
                exchange.client(new ExchangeSettings(d.interval(), d.concurrency(), d.tries(), d.backOff(), 2000));
        exchange.answersAll(exported("Base64", Base64.getEncoder().encodeToString(mail())));

        assertThat(failureOf(() ->
                        small.export(exchange.connection(), IDENTITY, exchange.soon(), OutputStream::nullOutputStream)))
                .isInstanceOfSatisfying(InvalidRequest.class, tooLarge -> {
                    assertThat(tooLarge.code()).isEqualTo(ExchangeQuarantine.TOO_LARGE);
                    assertThat(tooLarge.message()).contains("2000");
                });
        assertThat(exchange.asked).hasSize(1);
    }

    @Test
    void aDestinationThatFailsIsNoFaultOfExchange() {
        exchange.answersAll(exported("Base64", Base64.getEncoder().encodeToString(mail())));

        assertThatThrownBy(() -> quarantine.export(exchange.connection(), IDENTITY, exchange.soon(), () -> {
                    throw new IOException("no space left");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
        assertThat(exchange.asked).hasSize(1);
    }

    private static byte[] mail() {
        String lines = IntStream.range(0, 8000)
                .mapToObj(i -> "Received: from host" + i + " (" + (char) (0xa0 + i % 90) + ")\r\n")
                .collect(Collectors.joining());
        return lines.getBytes(ISO_8859_1);
    }

    private static String exported(String bodyEncoding, String eml) {
        return "{\"@adminapi.warnings\":[],\"value\":["
                + Json.MAPPER
                        .createObjectNode()
                        .put("Identity", IDENTITY)
                        .put("Organization", ExchangeStub.TENANT)
                        .put("BodyEncoding", bodyEncoding)
                        .put("Eml", eml)
                + "]}";
    }

    private List<QuarantineRow> list(QuarantineFilter filter) throws Exception {
        List<QuarantineRow> rows = new ArrayList<>();
        quarantine.list(exchange.connection(), filter, 100_000, exchange.soon(), rows::add);
        return rows;
    }

    private static QuarantineFilter lastDays(int days) {
        return QuarantineFilter.received(VirtualTime.NOON.minus(Duration.ofDays(days)), VirtualTime.NOON);
    }

    private MicrosoftFailure failureAfter(Consumer<HttpServerResponse> answer) {
        exchange.answersInTurn(answer);
        return exportFailure();
    }

    private MicrosoftFailure exportFailure() {
        return failureOf(() ->
                quarantine.export(exchange.connection(), IDENTITY, exchange.soon(), OutputStream::nullOutputStream));
    }

    @FunctionalInterface
    private interface Failing {
        Object call() throws Exception;
    }

    private static MicrosoftFailure failureOf(Failing call) {
        try {
            throw new AssertionError("The call did not fail but returned " + call.call());
        } catch (MicrosoftException failed) {
            return failed.failure();
        } catch (Exception other) {
            throw new AssertionError(other);
        }
    }

    @Test
    void aConnectionServiceThatIsBeingReplacedIsWaitedFor() throws Exception {
        exchange.answers((_, response) -> response.end("{\"value\":[]}"));
        exchange.noTokenFor(Duration.ofSeconds(90));

        assertThat(exchange.client()
                        .list(exchange.connection(), lately(), 1, exchange.soon(), _ -> {})
                        .pages())
                .isPositive();
    }

    @Test
    void aConnectionServiceThatStaysAwayFailsTheCall() {
        exchange.noTokenFor(Duration.ofMinutes(5));

        assertThatThrownBy(() -> exchange.client().list(exchange.connection(), lately(), 1, exchange.soon(), _ -> {}))
                .isInstanceOf(MicrosoftException.class)
                .hasMessageContaining("being replaced");
    }

    private QuarantineFilter lately() {
        Instant now = exchange.soon().minus(Duration.ofMinutes(10));
        return QuarantineFilter.received(now.minus(Duration.ofHours(1)), now);
    }
}
