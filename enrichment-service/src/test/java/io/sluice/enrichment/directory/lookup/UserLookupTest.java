package io.sluice.enrichment.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.directory.UserEntry;
import io.sluice.enrichment.directory.lookup.LookedUp.Keep;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.token.AccessTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserLookupTest {

    private static final String ID = "0e000000-0000-4000-8000-00000000000b";
    private static final String USER = "/v1.0/users/" + ID;
    private static final String BY_NAME = "/v1.0/users/ben%40contoso.com";
    private static final String MEMBERS = USER + "/transitiveMemberOf";
    private static final String FACTORS = "/v1.0/reports/authenticationMethods/userRegistrationDetails/" + ID;
    private static final String RISK = "/v1.0/identityProtection/riskyUsers/" + ID;
    private static final String BEN = """
            {"@odata.context":"x","id":"0E000000-0000-4000-8000-00000000000B","userPrincipalName":"Ben@Contoso.com",\
            "displayName":"Ben Best","mail":null,"department":"Finance","jobTitle":"Clerk","accountEnabled":true}""";

    private final MicrosoftStub microsoft = new MicrosoftStub();
    private final SteppingClock clock = new SteppingClock();
    private final UserLookup lookup = new UserLookup(
            new DirectoryCalls(microsoft.http(), microsoft.tokens(), clock, clock::pass, new SimpleMeterRegistry()),
            clock);

    @BeforeEach
    void someoneWithoutAnything() {
        microsoft.answers(BY_NAME, 200, BEN).answers(USER, 200, BEN).answers(MEMBERS, 200, "{\"value\":[]}");
    }

    @AfterEach
    void stop() {
        microsoft.close();
    }

    @Test
    void allThatIsSaidOfAUserIsTold() throws Exception {
        microsoft
                .answers(USER + "/manager", 200, """
                        {"@odata.type":"#microsoft.graph.user","id":"x","userPrincipalName":"Ada@contoso.com"}""")
                .answers(MEMBERS, 200, """
                        {"value":[{"@odata.type":"#microsoft.graph.group","id":"1","displayName":"payments"},\
                        {"@odata.type":"#microsoft.graph.group","id":"2","displayName":"All staff"},\
                        {"@odata.type":"#microsoft.graph.administrativeUnit","id":"3","displayName":"Berlin"},\
                        {"@odata.type":"#microsoft.graph.directoryRole","id":"4","displayName":"Global Reader"}]}""")
                .answers(FACTORS, 200, """
                        {"id":"x","isMfaRegistered":true,"methodsRegistered":["mobilePhone","softwareOneTimePasscode"]}""")
                .answers(RISK, 200, """
                        {"id":"x","riskLevel":"high","riskState":"atRisk","riskDetail":"none"}""");

        LookedUp read = look("Ben@contoso.com");

        assertThat(user(read))
                .isEqualTo(new UserEntry(
                        ID,
                        "ben@contoso.com",
                        "Ben Best",
                        null,
                        "Finance",
                        "Clerk",
                        true,
                        "ada@contoso.com",
                        List.of("All staff", "payments"),
                        List.of("Global Reader"),
                        true,
                        List.of("mobilePhone", "softwareOneTimePasscode"),
                        "high",
                        "atRisk"));
        assertThat(warnings(read)).isEmpty();
        assertThat(read.keep()).isEqualTo(Keep.LONG);
        // Without $select Graph leaves out the department and whether the account is enabled.
        assertThat(microsoft.asked())
                .contains(
                        BY_NAME + "?$select=id,userPrincipalName,displayName,mail,department,jobTitle,accountEnabled");
        assertThat(microsoft.authorized()).allMatch(token -> token.startsWith("Bearer https://graph.microsoft.com#"));
    }

    @Test
    void whoHasNoManagerNoRegistrationAndNoRiskLacksNothing() throws Exception {
        LookedUp read = look("ben@contoso.com");

        assertThat(user(read).manager()).isNull();
        assertThat(user(read).mfaRegistered()).isNull();
        assertThat(user(read).riskLevel()).isEqualTo("none");
        assertThat(user(read).riskState()).isEqualTo("none");
        assertThat(warnings(read)).isEmpty();
        assertThat(read.keep()).isEqualTo(Keep.LONG);
    }

    @Test
    void namesOfGuestsAndOddNamesAreAskedForAsTheyAre() throws Exception {
        String select = "?$select=id,userPrincipalName,displayName,mail,department,jobTitle,accountEnabled";

        look("eve_evil.example#EXT#@contoso.com");
        look("o'brien@contoso.com");
        look("$o'neil@contoso.com");

        assertThat(microsoft.asked())
                .containsExactly(
                        "/v1.0/users/eve_evil.example%23ext%23%40contoso.com" + select,
                        "/v1.0/users/o%27brien%40contoso.com" + select,
                        "/v1.0/users('%24o%27%27neil%40contoso.com')" + select);
    }

    @Test
    void whoIsNotKnownIsNoFailure() throws Exception {
        LookedUp read = look("nobody@contoso.com");

        assertThat(read.entry()).isNull();
        assertThat(read.keep()).isEqualTo(Keep.SHORTLY);
    }

    @Test
    void aGatewayThatKnowsNothingDoesNotMakeAUserUnknown() {
        microsoft.answers(BY_NAME, 404, "<html>Not Found</html>");

        assertThat(failure("ben@contoso.com"))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        failure -> assertThat(failure.message()).contains("base URLs"));
    }

    @Test
    void aConnectionThatIsGoneDoesNotMakeAUserUnknown() {
        AccessTokens none = new AccessTokens(
                (_, _, _) -> {
                    throw new MicrosoftException(new NotFound("connection-service has no such connection"));
                },
                clock);
        UserLookup unable = new UserLookup(
                new DirectoryCalls(microsoft.http(), none, clock, clock::pass, new SimpleMeterRegistry()), clock);

        assertThatThrownBy(() -> unable.lookUp(microsoft.connection(), subject("ben@contoso.com"), deadline()))
                .isInstanceOf(MicrosoftException.class)
                .hasMessageContaining("no such connection");
    }

    @Test
    void aRefusedPartIsAWarningThatNamesThePermission() throws Exception {
        microsoft.answers(FACTORS, 403, MicrosoftStub.DENIED);

        LookedUp read = look("ben@contoso.com");

        assertThat(user(read).department()).isEqualTo("Finance");
        assertThat(warnings(read))
                .containsExactly("The registered second factors cannot be read. Microsoft denies it (HTTP 403,"
                        + " Authorization_RequestDenied). Give the application the permission AuditLog.Read.All of"
                        + " Microsoft Graph and grant admin consent.");
        assertThat(read.isRefused()).isTrue();
        assertThat(read.keep()).isEqualTo(Keep.SHORTLY);
    }

    @Test
    void aMissingLicenceIsToldFromAMissingPermission() throws Exception {
        microsoft.answers(FACTORS, 403, """
                        {"error":{"code":"Authentication_RequestFromNonPremiumTenantOrB2CTenant","message":"Neither tenant \
                        is B2C or tenant doesn't have premium license"}}""").answers(RISK, 403, """
                        {"error":{"code":"Forbidden","message":"Your tenant is not licensed for this feature."}}""");

        assertThat(warnings(look("ben@contoso.com")))
                .satisfiesExactlyInAnyOrder(
                        warning -> assertThat(warning).contains("second factors", "licence of Microsoft Entra ID P1"),
                        warning -> assertThat(warning).contains("risk", "licence of Microsoft Entra ID P2"));
    }

    @Test
    void theRiskIsOptional() throws Exception {
        microsoft.answers(RISK, 403, """
                {"error":{"code":"Forbidden","message":"You cannot perform the requested operation, required scopes are \
                missing in the token."}}""");

        LookedUp read = look("ben@contoso.com");

        assertThat(user(read).riskLevel()).isNull();
        assertThat(warnings(read)).singleElement().asString().contains("IdentityRiskyUser.Read.All of Microsoft Graph");
        assertThat(read.isRefused()).isFalse();
    }

    @Test
    void aHiddenRiskIsNone() throws Exception {
        microsoft.answers(RISK, 200, "{\"id\":\"x\",\"riskLevel\":\"hidden\",\"riskState\":\"atRisk\"}");

        LookedUp read = look("ben@contoso.com");

        assertThat(user(read).riskLevel()).isNull();
        assertThat(user(read).riskState()).isNull();
        assertThat(warnings(read)).singleElement().asString().contains("Microsoft Entra ID P2");
    }

    @Test
    void chinaHasNoRiskToAskFor() throws Exception {
        Connection world = microsoft.connection();
        Connection china = new Connection(
                world.id(),
                world.name(),
                world.tenantId(),
                world.tenantDomain(),
                "china",
                world.baseUrls(),
                world.clientId(),
                true,
                world.pollInterval(),
                world.capabilities(),
                1,
                Instant.EPOCH);

        LookedUp read = lookup.lookUp(china, subject("ben@contoso.com"), deadline());

        assertThat(user(read).riskLevel()).isNull();
        assertThat(microsoft.asked()).noneMatch(path -> path.contains("riskyUsers"));
    }

    @Test
    void membershipsAreReadToTheLastPageWhateverHostItsLinkNames() throws Exception {
        microsoft
                .answers(MEMBERS, 200, """
                        {"value":[{"@odata.type":"#microsoft.graph.group","id":"1","displayName":"a"}],\
                        "@odata.nextLink":"https://elsewhere.example/v1.0/empty page?$skiptoken=a%2Bb"}""")
                .answers("/v1.0/empty%20page", 200, """
                        {"value":[],"@odata.nextLink":"https://elsewhere.example/v1.0/last?$skiptoken=c"}""")
                .answers("/v1.0/last", 200, """
                        {"value":[{"@odata.type":"#microsoft.graph.directoryRole","id":"2","displayName":"User Administrator"}]}""");

        UserEntry user = user(look("ben@contoso.com"));

        assertThat(user.groups()).containsExactly("a");
        assertThat(user.roles()).containsExactly("User Administrator");
        assertThat(microsoft.asked()).contains("/v1.0/empty%20page?$skiptoken=a%2Bb", "/v1.0/last?$skiptoken=c");
    }

    @Test
    void pagesThatGoRoundInACircleAreLeft() throws Exception {
        microsoft.answers(
                MEMBERS,
                200,
                "{\"value\":[],\"@odata.nextLink\":\"https://x.example" + MEMBERS
                        + "?$select=id,displayName&$top=999\"}");

        LookedUp read = look("ben@contoso.com");

        assertThat(warnings(read)).singleElement().asString().contains("groups and roles", "circle");
        assertThat(read.keep()).isEqualTo(Keep.NOT_AT_ALL);
    }

    @Test
    void namesThatTheApplicationMayNotReadAreCounted() throws Exception {
        microsoft.answers(MEMBERS, 200, """
                {"value":[{"@odata.type":"#microsoft.graph.group","id":"1","displayName":null},\
                {"@odata.type":"#microsoft.graph.directoryRole","id":"2","displayName":null}]}""");

        assertThat(warnings(look("ben@contoso.com")))
                .singleElement()
                .asString()
                .contains("names of 2", "Directory.Read.All of Microsoft Graph");
    }

    @Test
    void ofVeryManyGroupsAHundredAreNamed() throws Exception {
        microsoft.answers(
                MEMBERS,
                200,
                IntStream.range(0, 101)
                        .mapToObj(number ->
                                "{\"@odata.type\":\"#microsoft.graph.group\",\"displayName\":\"g" + number + "\"}")
                        .collect(Collectors.joining(",", "{\"value\":[", "]}")));

        LookedUp read = look("ben@contoso.com");

        assertThat(user(read).groups()).hasSize(100);
        assertThat(warnings(read)).containsExactly("The user is in 101 groups; 100 of them are named.");
    }

    @Test
    void withoutTheDirectoryAnIdStillTellsWhatOthersSay() throws Exception {
        microsoft.answers(USER, 403, MicrosoftStub.DENIED).answers(FACTORS, 200, """
                {"id":"x","userPrincipalName":"Ben@contoso.com","isMfaRegistered":false,"methodsRegistered":[]}""");

        LookedUp read = look(ID);

        assertThat(user(read).userPrincipalName()).isEqualTo("ben@contoso.com");
        assertThat(user(read).mfaRegistered()).isFalse();
        assertThat(warnings(read)).singleElement().asString().contains("Directory.Read.All of Microsoft Graph");
        assertThat(read.isRefused()).isTrue();
    }

    @Test
    void whereNothingCanBeReadTheRemedyNamesThePermission() {
        microsoft
                .answers(USER, 403, MicrosoftStub.DENIED)
                .answers(BY_NAME, 403, MicrosoftStub.DENIED)
                .answers(FACTORS, 403, MicrosoftStub.DENIED);

        for (String subject : List.of(ID, "ben@contoso.com")) {
            assertThat(failure(subject))
                    .isInstanceOfSatisfying(
                            Forbidden.class,
                            failure -> assertThat(failure.remedy()).contains("Directory.Read.All of Microsoft Graph"));
        }
    }

    @Test
    void whatIsThrottledIsAskedForAgainWhenMicrosoftSays() throws Exception {
        Instant began = clock.instant();
        microsoft
                .answersOnce(
                        FACTORS,
                        response -> response.setStatusCode(429)
                                .putHeader("Retry-After", "7")
                                .end("{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"Too many requests.\"}}"))
                .answersOnce(RISK, response -> response.setStatusCode(429).end());

        LookedUp read = look("ben@contoso.com");

        assertThat(warnings(read)).isEmpty();
        assertThat(microsoft.asked().stream().filter(FACTORS::equals)).hasSize(2);
        // Entra ID Protection does not say how long; a few seconds are enough for one call a second.
        assertThat(Duration.between(began, clock.instant())).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(30));
    }

    @Test
    void aPartThatFailsInPassingIsLeftOutAndNotRemembered() throws Exception {
        microsoft.answers(RISK, 503, "<html>Service Unavailable</html>");

        LookedUp read = look("ben@contoso.com");

        assertThat(user(read).riskLevel()).isNull();
        assertThat(warnings(read)).singleElement().asString().startsWith("The user's risk cannot be read.");
        assertThat(read.keep()).isEqualTo(Keep.NOT_AT_ALL);
        assertThat(read.isRefused()).isFalse();
    }

    @Test
    void aTokenThatIsRefusedIsReplacedOnce() throws Exception {
        microsoft.answersOnce(
                BY_NAME,
                response -> response.setStatusCode(401)
                        .end(
                                "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"Lifetime validation failed\"}}"));

        assertThat(user(look("ben@contoso.com")).id()).isEqualTo(ID);
        assertThat(microsoft.authorized()).contains("Bearer https://graph.microsoft.com#2");
    }

    @Test
    void anAnswerThatIsNoUserFails() {
        for (String odd : List.of("[]", "{\"value\":[]}", "{\"id\":\"a", "<html>Sign in</html>")) {
            microsoft.answers(BY_NAME, 200, odd);

            assertThat(failure("ben@contoso.com")).as(odd).isInstanceOf(MalformedAnswer.class);
        }
    }

    private MicrosoftFailure failure(String user) {
        MicrosoftFailure[] failure = new MicrosoftFailure[1];
        assertThatThrownBy(() -> look(user))
                .isInstanceOfSatisfying(MicrosoftException.class, failed -> failure[0] = failed.failure());
        return failure[0];
    }

    private LookedUp look(String user) throws MicrosoftException, InterruptedException {
        return lookup.lookUp(microsoft.connection(), subject(user), deadline());
    }

    private static Subject subject(String user) {
        return Subject.user(user).orElseThrow();
    }

    private Instant deadline() {
        return clock.instant().plus(Duration.ofMinutes(2));
    }

    private static UserEntry user(LookedUp read) {
        return Objects.requireNonNull(Objects.requireNonNull(read.entry()).user());
    }

    private static List<String> warnings(LookedUp read) {
        return Objects.requireNonNull(read.entry()).warnings();
    }
}
