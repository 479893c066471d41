package io.sluice.connections.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.microsoft.capability.Access;
import io.sluice.microsoft.capability.Requirements;
import io.sluice.microsoft.cloud.Surface;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the error tables, of Microsoft's documents and of the guides of other products. */
class AnswerMeaningTest {

    private static final String GRAPH = "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"innerError\":"
            + "{\"date\":\"2026-02-03T10:11:12\",\"request-id\":\"0f8f0000-0000-4000-8000-000000000001\"}}}";
    private static final String MDE =
            "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"target\":\"0f8f0000-0000-4000-8000-000000000001\"}}";
    private static final String ARM = "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}";

    static Stream<Arguments> rows() {
        return Stream.of(
                // Defender XDR and Defender for Endpoint: one error object
                row(Surface.DEFENDER, 200, "{\"value\":[]}", "Incidents can be read", null),
                row(Surface.DEFENDER, 401, MDE.formatted("Unauthorized", "x"), "refuses the access token", "new token"),
                row(Surface.DEFENDER, 403, MDE.formatted("Forbidden", "x"), "denies access", "Incident.Read.All"),
                row(
                        Surface.ENDPOINT,
                        403,
                        MDE.formatted(
                                "Forbidden",
                                "The application does not have any of the required application permissions"
                                        + " (Machine.Read.All, Machine.ReadWrite.All) to access the resource."),
                        "none of the permissions Machine.Read.All, Machine.ReadWrite.All",
                        "grant admin consent"),
                row(Surface.ENDPOINT, 403, MDE.formatted("DisabledFeature", "x"), "switched off", "Advanced features"),
                row(Surface.ENDPOINT, 403, MDE.formatted("DisallowedOperation", "x"), "not allow", "Settings"),
                row(Surface.DEFENDER, 404, MDE.formatted("NotFound", "x"), "does not know", "portal once"),
                row(Surface.DEFENDER, 404, MDE.formatted("ResourceNotFound", "x"), "does not know", "portal once"),
                row(
                        Surface.ENDPOINT,
                        404,
                        MDE.formatted("NotFound", "x"),
                        "no device has reported",
                        "Onboard a device"),
                row(Surface.DEFENDER, 429, MDE.formatted("TooManyRequests", "x"), "throttles", "Test again in"),
                row(Surface.DEFENDER, 400, MDE.formatted("BadRequest", "x"), "does not accept", "report it"),
                row(Surface.DEFENDER, 400, MDE.formatted("ODataError", "x"), "does not accept", "report it"),
                row(Surface.DEFENDER, 400, MDE.formatted("InvalidInput", "x"), "does not accept", "report it"),
                row(Surface.DEFENDER, 400, MDE.formatted("InvalidRequestBody", "x"), "does not accept", "report it"),
                row(
                        Surface.DEFENDER,
                        400,
                        MDE.formatted("MissingRequiredParameter", "x"),
                        "does not accept",
                        "report it"),
                row(
                        Surface.ENDPOINT,
                        400,
                        MDE.formatted("ActiveRequestAlreadyExists", "x"),
                        "does not accept",
                        "report"),
                row(Surface.ENDPOINT, 400, MDE.formatted("OsPlatformNotSupported", "x"), "does not accept", "report"),
                row(
                        Surface.ENDPOINT,
                        400,
                        MDE.formatted("ClientVersionNotSupported", "x"),
                        "does not accept",
                        "report"),
                row(Surface.DEFENDER, 400, MDE.formatted("SomethingNew", "x"), "does not understand", "report it"),
                row(
                        Surface.DEFENDER,
                        500,
                        MDE.formatted("InternalServerError", ""),
                        "Microsoft's side",
                        "service health"),
                // Microsoft Graph
                row(Surface.GRAPH, 200, "{\"value\":[]}", "can be read", null),
                row(
                        Surface.GRAPH,
                        401,
                        GRAPH.formatted(
                                "InvalidAuthenticationToken", "Access token validation failure. Invalid audience."),
                        "meant for somebody else",
                        "cloud"),
                row(
                        Surface.GRAPH,
                        401,
                        GRAPH.formatted(
                                "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."),
                        "outside its lifetime",
                        "clock"),
                row(Surface.GRAPH, 401, "", "refuses the access token", "new token"),
                row(
                        Surface.GRAPH,
                        403,
                        GRAPH.formatted(
                                "Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
                        "denies access",
                        "grant admin consent"),
                row(
                        Surface.GRAPH,
                        403,
                        GRAPH.formatted("Forbidden", "x"),
                        "denies access",
                        "SecurityIncident.Read.All"),
                row(Surface.GRAPH, 403, GRAPH.formatted("", ""), "denies access", "grant admin consent"),
                row(
                        Surface.GRAPH,
                        403,
                        GRAPH.formatted("Authentication_RequestFromNonPremiumTenantOrB2CTenant", "x"),
                        "no licence of Microsoft Entra ID P1",
                        "License"),
                row(
                        Surface.GRAPH,
                        403,
                        GRAPH.formatted("Authentication_MSGraphPermissionMissing", "x"),
                        "denies access",
                        "consent"),
                row(
                        Surface.GRAPH,
                        401,
                        GRAPH.formatted("Authorization_IdentityNotFound", "x"),
                        "service principal",
                        "admin consent"),
                row(Surface.GRAPH, 404, GRAPH.formatted("Request_ResourceNotFound", "x"), "does not know", "cloud"),
                row(Surface.GRAPH, 404, GRAPH.formatted("ResourceNotFound", "x"), "does not know", "cloud"),
                row(
                        Surface.GRAPH,
                        400,
                        GRAPH.formatted("BadRequest", "Invalid filter clause"),
                        "not accept",
                        "report it"),
                row(Surface.GRAPH, 429, GRAPH.formatted("TooManyRequests", "x"), "throttles", "Test again in"),
                row(Surface.GRAPH, 500, GRAPH.formatted("UnknownError", ""), "Microsoft's side", "service health"),
                row(Surface.GRAPH, 509, GRAPH.formatted("x", "x"), "bandwidth", "Test again"),
                row(Surface.GRAPH, 206, "{\"value\":[]}", "in part", "Test again"),
                // Exchange Online
                row(Surface.EXCHANGE, 200, "{\"value\":[],\"@adminapi.warnings\":[]}", "Quarantined mail can be", null),
                row(Surface.EXCHANGE, 200, "{\"value\":null}", "Quarantined mail can be", null),
                row(Surface.EXCHANGE, 200, "{}", "Quarantined mail can be", null),
                row(Surface.EXCHANGE, 200, "{\"value\":{}}", "not of the expected form", "report it"),
                row(Surface.EXCHANGE, 401, "", "has not the permission Exchange.ManageAsApp", "grant admin consent"),
                row(
                        Surface.EXCHANGE,
                        401,
                        "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"User is not allowed to call Get-Mailbox\"}}",
                        "role does not include",
                        "Security Administrator"),
                row(Surface.EXCHANGE, 403, "\0".repeat(2048), "without a word", "directory role"),
                row(Surface.EXCHANGE, 403, "", "without a word", "directory role"),
                row(
                        Surface.EXCHANGE,
                        400,
                        "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Invalid Operation\",\"details\":[{\"code\":"
                                + "\"Client\",\"target\":\"\",\"message\":\"|Microsoft.Exchange.AdminApi."
                                + "CommandInvocation.AmbiguousParameterSetException|Parameter set\"}]}}",
                        "cmdlet's parameters",
                        "report it"),
                row(
                        Surface.EXCHANGE,
                        400,
                        "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Invalid Operation\",\"innererror\":{"
                                + "\"internalexception\":{\"message\":\"m\",\"type\":\"Microsoft.Exchange.AdminApi."
                                + "CommandInvocation.ParameterTransformationException\"}}}}",
                        "cmdlet's parameters",
                        "report it"),
                row(
                        Surface.EXCHANGE,
                        404,
                        shapeB(
                                "Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|gone"),
                        "does not find",
                        "tenantDomain"),
                row(
                        Surface.EXCHANGE,
                        500,
                        shapeB("|Microsoft.Exchange.Management.Tasks.ValidationException|no"),
                        "refuses the cmdlet",
                        "report it"),
                row(
                        Surface.EXCHANGE,
                        400,
                        shapeB("|System.Management.Automation.CommandNotFoundException|The term is not recognized"),
                        "does not offer",
                        "Security Administrator"),
                row(Surface.EXCHANGE, 500, shapeB("|a.b.CmdletProxyNotAvailableFailure|x"), "passing", "Test again"),
                row(Surface.EXCHANGE, 400, shapeB("|a.b.ServerBusyException|x"), "passing", "Test again"),
                row(Surface.EXCHANGE, 400, shapeB("|a.b.TransientException|x"), "passing", "Test again"),
                row(Surface.EXCHANGE, 500, shapeB("|a.b.BackendCommunicationException|x"), "passing", "Test again"),
                row(Surface.EXCHANGE, 500, shapeB("|a.b.MapiNetworkErrorException|x"), "passing", "Test again"),
                row(
                        Surface.EXCHANGE,
                        400,
                        "{\"error\":{\"code\":\"ErrorIncorrectRoutingHint\",\"message\":\"x\"}}",
                        "cannot route",
                        "onmicrosoft.com"),
                row(
                        Surface.EXCHANGE,
                        500,
                        "You have reached the maximum number of concurrent requests per tenant. Please wait and try again",
                        "throttles",
                        "Test again"),
                row(Surface.EXCHANGE, 404, "", "does not know the tenant", "tenantId"),
                row(Surface.EXCHANGE, 503, "", "Microsoft's side", "Test again"),
                row(Surface.EXCHANGE, 408, "", "in time", "Test again"),
                row(Surface.EXCHANGE, 429, "", "throttles", "Test again"),
                // Log Analytics: nested codes, and successes that are none
                row(Surface.LOG_ANALYTICS, 200, "{\"tables\":[{\"name\":\"PrimaryResult\"}]}", "can be queried", null),
                row(Surface.LOG_ANALYTICS, 200, "{\"tables\":[],\"error\":null}", "can be queried", null),
                row(
                        Surface.LOG_ANALYTICS,
                        200,
                        "{\"tables\":[],\"error\":{\"code\":\"PartialError\",\"message\":\"x\",\"details\":[{\"code\":"
                                + "\"EngineError\"}]}}",
                        "part of the query",
                        "Test again"),
                row(Surface.LOG_ANALYTICS, 200, "", "answered nothing", "Content-Type"),
                row(Surface.LOG_ANALYTICS, 204, "", "no data", "workspaceId"),
                row(Surface.LOG_ANALYTICS, 200, "{\"x\":1}", "holds no table", "report it"),
                row(
                        Surface.LOG_ANALYTICS,
                        400,
                        nested("BadArgumentError", "SyntaxError"),
                        "not understand",
                        "report it"),
                row(
                        Surface.LOG_ANALYTICS,
                        400,
                        nested("BadArgumentError", "SemanticError"),
                        "A table of Microsoft Sentinel is not in",
                        "Switch Microsoft Sentinel on"),
                row(
                        Surface.LOG_ANALYTICS,
                        401,
                        ARM.formatted("AuthenticationFailed", "x"),
                        "without an access",
                        "proxy"),
                row(
                        Surface.LOG_ANALYTICS,
                        403,
                        ARM.formatted("InvalidAuthenticationToken", "x"),
                        "invalid or expired",
                        "clock"),
                row(
                        Surface.LOG_ANALYTICS,
                        403,
                        ARM.formatted("InvalidAuthenticationTokenAudience", "x"),
                        "not meant for Log Analytics",
                        "cloud"),
                row(Surface.LOG_ANALYTICS, 403, ARM.formatted("InvalidTokenError", "x"), "invalid or expired", "clock"),
                row(
                        Surface.LOG_ANALYTICS,
                        403,
                        nested("InsufficientAccessError", "UnauthorizedClient"),
                        "may not query",
                        "Data.Read"),
                row(
                        Surface.LOG_ANALYTICS,
                        404,
                        ARM.formatted("PathNotFoundError", "x"),
                        "does not know",
                        "a GUID, not"),
                row(
                        Surface.LOG_ANALYTICS,
                        400,
                        ARM.formatted("FailedToResolveResource", "x"),
                        "does not know",
                        "Workspace ID"),
                row(Surface.LOG_ANALYTICS, 429, ARM.formatted("TooManyRequests", "x"), "throttles", "Test again"),
                row(Surface.LOG_ANALYTICS, 429, ARM.formatted("ThrottledError", "x"), "throttles", "Test again"),
                row(Surface.LOG_ANALYTICS, 504, nested("GatewayTimeout", "GatewayTimeout"), "too long", "Test again"),
                row(Surface.LOG_ANALYTICS, 403, "", "denies access", "Log Analytics Reader"),
                // Azure Resource Manager
                row(Surface.RESOURCE_MANAGER, 200, "{\"value\":[]}", "incidents can be read", null),
                row(
                        Surface.RESOURCE_MANAGER,
                        403,
                        ARM.formatted("AuthorizationFailed", "The client '…' does not have authorization"),
                        "no role",
                        "Microsoft Sentinel Reader"),
                row(Surface.RESOURCE_MANAGER, 401, ARM.formatted("AuthenticationFailed", "x"), "refuses", "clock"),
                row(
                        Surface.RESOURCE_MANAGER,
                        401,
                        ARM.formatted("InvalidAuthenticationToken", "x"),
                        "refuses",
                        "clock"),
                row(
                        Surface.RESOURCE_MANAGER,
                        401,
                        ARM.formatted("ExpiredAuthenticationToken", "x"),
                        "refuses",
                        "clock"),
                row(
                        Surface.RESOURCE_MANAGER,
                        401,
                        ARM.formatted("InvalidAuthenticationTokenTenant", "x"),
                        "another tenant",
                        "subscriptionId"),
                row(
                        Surface.RESOURCE_MANAGER,
                        401,
                        ARM.formatted("InvalidAuthenticationTokenAudience", "x"),
                        "not meant for",
                        "cloud"),
                row(
                        Surface.RESOURCE_MANAGER,
                        404,
                        ARM.formatted("SubscriptionNotFound", "x"),
                        "no subscription",
                        "subscriptionId"),
                row(
                        Surface.RESOURCE_MANAGER,
                        404,
                        ARM.formatted("ResourceGroupNotFound", "x"),
                        "no resource group",
                        "Overview"),
                row(
                        Surface.RESOURCE_MANAGER,
                        404,
                        ARM.formatted("ResourceNotFound", "x"),
                        "no workspace",
                        "not its id"),
                row(Surface.RESOURCE_MANAGER, 404, ARM.formatted("NotFound", "x"), "no workspace", "not its id"),
                row(
                        Surface.RESOURCE_MANAGER,
                        409,
                        ARM.formatted("MissingSubscriptionRegistration", "x"),
                        "not switched on",
                        "Add Microsoft Sentinel"),
                row(
                        Surface.RESOURCE_MANAGER,
                        400,
                        ARM.formatted("BadRequest", "Workspace is not onboarded to Microsoft Sentinel."),
                        "not switched on",
                        "Add Microsoft Sentinel"),
                row(
                        Surface.RESOURCE_MANAGER,
                        409,
                        ARM.formatted("ReadOnlyDisabledSubscription", "x"),
                        "disabled",
                        "activate"),
                row(
                        Surface.RESOURCE_MANAGER,
                        429,
                        ARM.formatted("OperationNotAllowed", "x"),
                        "throttles",
                        "Test again"),
                row(
                        Surface.RESOURCE_MANAGER,
                        429,
                        ARM.formatted("ResourceRequestsThrottled", "x"),
                        "throttles",
                        "Test again"),
                row(Surface.RESOURCE_MANAGER, 500, "", "Microsoft's side", "Test again"),
                // Defender for Cloud Apps
                row(Surface.CLOUD_APPS, 200, "{\"data\":[],\"hasNext\":false}", "Alerts can be read", null),
                row(Surface.CLOUD_APPS, 200, "{\"x\":1}", "holds no list", "report it"),
                row(Surface.CLOUD_APPS, 401, "", "another tenant", "portalUrl"),
                row(Surface.CLOUD_APPS, 403, "", "denies access", "investigation.read"),
                row(Surface.CLOUD_APPS, 404, "", "no Defender for Cloud Apps", "portalUrl"),
                row(Surface.CLOUD_APPS, 429, "", "throttles", "Test again"),
                row(
                        Surface.CLOUD_APPS,
                        400,
                        "{\"filters\":[{\"error\":\"x\",\"errorMessageCode\":\"CONSOLE_FORMS_NOT_VALID_VALUE\"}],"
                                + "\"error\":true}",
                        "does not accept",
                        "report it"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("rows")
    void everyRowHasAMeaningAndARemedy(
            Surface surface, int status, String body, String meaning, @Nullable String remedy) {
        Meaning read = read(surface, status, body, Map.of("Content-Type", "application/json"));

        assertThat(read.text()).contains(meaning);
        if (remedy == null) {
            assertThat(read.works()).isTrue();
            assertThat(read.remedy()).isNull();
        } else {
            assertThat(read.remedy()).contains(remedy);
            assertThat(read.works()).isEqualTo(read.noteworthy());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Surface.class, names = "LOGIN", mode = EnumSource.Mode.EXCLUDE)
    void aPageOfAProxyIsRecognizedEverywhere(Surface surface) {
        for (int status : new int[] {200, 401, 403, 404}) {
            assertThat(read(surface, status, "<html>Please sign in</html>", Map.of("Content-Type", "text/html"))
                            .text())
                    .contains("A web page answers instead of " + surface.caption());
        }
        assertThat(read(surface, 503, "<html>Service unavailable</html>", Map.of())
                        .text())
                .contains("gateway");
        assertThat(read(surface, 407, "", Map.of()).text()).contains("proxy", "sign-in");
        assertThat(read(surface, 302, "", Map.of("Location", "https://login.example.test/x?y"))
                        .text())
                .contains("(to login.example.test)");
        assertThat(read(surface, 302, "", Map.of("Location", "::")).text()).contains("elsewhere");
    }

    @ParameterizedTest
    @EnumSource(value = Surface.class, names = "LOGIN", mode = EnumSource.Mode.EXCLUDE)
    void plainStatusesOfTheGuidesAreExplainedEverywhere(Surface surface) {
        assertThat(read(surface, 400, "", Map.of()).remedy()).contains("report it");
        assertThat(read(surface, 401, "", Map.of()).works()).isFalse();
        assertThat(read(surface, 403, "", Map.of()).remedy()).containsAnyOf("consent", "role");
        assertThat(read(surface, 500, "", Map.of()).text()).contains("Microsoft's side");
        assertThat(read(surface, 429, "", Map.of("Retry-After", "17")).remedy()).contains("17 seconds");
        assertThat(read(surface, 418, "", Map.of()).works()).isFalse();
    }

    @Test
    void aSuccessOfAnotherContentTypeIsNone() {
        assertThat(read(Surface.DEFENDER, 200, "{\"value\":[]}", Map.of("Content-Type", "text/plain"))
                        .text())
                .contains("not JSON");
        assertThat(read(Surface.DEFENDER, 200, "{\"value\":[", Map.of("Content-Type", "application/json"))
                        .text())
                .contains("says it is JSON, but is not");
    }

    @Test
    void codesAreShownFromTheOutermostToTheInnermost() {
        assertThat(read(Surface.LOG_ANALYTICS, 403, nested("InsufficientAccessError", "UnauthorizedClient"), Map.of())
                        .code())
                .isEqualTo("InsufficientAccessError/UnauthorizedClient");
    }

    @Test
    void aLookAlikeOfExchangesPermissionIsNamed() {
        Meaning denied = read(
                Surface.EXCHANGE, 403, "", Map.of(), Optional.of(claims(Set.of("Exchange.ManageAsAppV2"))), "token");

        assertThat(denied.text()).contains("only Exchange.ManageAsAppV2, which does not serve");
        assertThat(denied.remedy()).contains("Exchange.ManageAsApp of 'Office 365 Exchange Online'");
    }

    @Test
    void whereTheTokenHasThePermissionTheRoleIsWhatIsMissing() {
        Meaning denied = read(
                Surface.LOG_ANALYTICS,
                403,
                nested("InsufficientAccessError", "UnauthorizedClient"),
                Map.of(),
                Optional.of(claims(Set.of("Data.Read"))),
                "token");

        assertThat(denied.remedy()).contains("Log Analytics Reader").doesNotContain("consent");
    }

    @Test
    void aTokenForSomebodyElseIsNamed() {
        Meaning denied = read(
                Surface.ENDPOINT,
                403,
                "",
                Map.of(),
                Optional.of(new TokenClaims("https://other.trafficmanager.net", null, Set.of(), Set.of())),
                "token");

        assertThat(denied.text()).contains("it is for https://other.trafficmanager.net");
    }

    @Test
    void whatIsNoCodeOrTellsTheTokenIsNotShown() {
        String token = "opaque-token-of-someone";
        assertThat(read(
                                Surface.DEFENDER,
                                403,
                                MDE.formatted(token, "x"),
                                Map.of("request-id", token),
                                Optional.empty(),
                                token)
                        .code())
                .isNull();
        assertThat(read(Surface.DEFENDER, 403, MDE.formatted("<b>bold</b>", "x"), Map.of())
                        .code())
                .isNull();
    }

    private static String shapeB(String detail) {
        return "{\"error\":{\"code\":\"InternalServerError\",\"message\":\"Error executing cmdlet\",\"details\":[{"
                + "\"code\":\"Context\",\"target\":\"\",\"message\":\"" + detail + "\"}]}}";
    }

    private static String nested(String outer, String inner) {
        return "{\"error\":{\"message\":\"x\",\"code\":\"" + outer + "\",\"innererror\":{\"code\":\"" + inner
                + "\",\"message\":\"y\"}}}";
    }

    private static TokenClaims claims(Set<String> roles) {
        return new TokenClaims(null, Tried.TENANT, roles, Set.of());
    }

    private static Meaning read(Surface surface, int status, String body, Map<String, String> headers) {
        return read(surface, status, body, headers, Optional.of(claims(Set.of())), "a-token");
    }

    private static Meaning read(
            Surface surface,
            int status,
            String body,
            Map<String, String> headers,
            Optional<TokenClaims> claims,
            String token) {
        IncidentSource source = surface == Surface.GRAPH ? IncidentSource.GRAPH : IncidentSource.XDR;
        Access access = Stream.of(Capability.values())
                .flatMap(capability -> Requirements.of(capability, source).accesses().stream())
                .filter(each -> each.surface() == surface)
                .findFirst()
                .orElseThrow();
        Map<String, String> lower = new HashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return AnyAnswer.of(
                new Answer(status, lower, body, true, Tried.NOW, token),
                new Asked(
                        Tried.connection(Tried.everything(source)),
                        access,
                        access.probes().getFirst(),
                        URI.create("https://api.example.test/x"),
                        claims));
    }

    private static Arguments row(Surface surface, int status, String body, String meaning, @Nullable String remedy) {
        return arguments(surface, status, body, meaning, remedy);
    }
}
