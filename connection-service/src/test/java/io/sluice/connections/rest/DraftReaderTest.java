package io.sluice.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.sluice.connections.registry.BaseUrlPolicy;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.rest.Problem.Violation;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.contracts.connection.SentinelSource;
import io.sluice.microsoft.capability.Requirements;
import io.sluice.microsoft.cloud.Surface;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One case for each rule of a draft's fields: what is forgiven, what is refused, and in which words. */
class DraftReaderTest {

    private static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    private static final String RESOURCE_ID =
            "/subscriptions/5AB5C000-0000-4000-8000-000000000001/resourceGroups/security-rg/providers/"
                    + "Microsoft.OperationalInsights/workspaces/contoso-sentinel";
    private static final Sentinel WORKSPACE = Sentinel.of(
            "5ab5c000-0000-4000-8000-000000000001",
            "security-rg",
            "3e0b5a6c-0000-4000-8000-000000000001",
            "contoso-sentinel");

    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
    private final Drafts drafts = new Drafts(
            new BaseUrlPolicy(List.of("http://localhost:*")),
            () -> {
                throw new AssertionError("nothing is sealed here");
            },
            () -> Period.ofYears(1),
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));

    DraftReaderTest() {
        new StrictJson().customize(mapper);
    }

    @Test
    void everyCapabilityIsReadWithItsFields() throws JsonProcessingException {
        ConnectionDetails details = read(draft("""
                {"tenantDomain": "contoso.onmicrosoft.com", "capabilities": {
                  "defenderIncidents": {"source": "graph", "initialLookback": "P2D"}, "quarantine": {},
                  "sentinel": {"subscriptionId": "5ab5c000-0000-4000-8000-000000000001",
                    "resourceGroup": "security-rg", "workspaceId": "3e0b5a6c-0000-4000-8000-000000000001",
                    "workspaceName": "contoso-sentinel"},
                  "cloudApps": {"portalUrl": "https://contoso.us2.portal.cloudappsecurity.com"},
                  "liveResponse": {}, "directoryContext": {}}}
                """));
        assertThat(details.capabilities().switchedOn()).containsExactly(Capability.values());
        assertThat(details.capabilities().sentinel()).isEqualTo(WORKSPACE);
        assertThat(details.capabilities().defenderIncidents())
                .satisfies(incidents -> assertThat(incidents.source()).isEqualTo(IncidentSource.GRAPH));
    }

    @ParameterizedTest
    @CsvSource({
        "tenantId, https://login.microsoftonline.com/C0A70000-0000-4000-8000-000000000001/oauth2/v2.0/token",
        "tenantId, { c0a70000-0000-4000-8000-000000000001 }",
        "clientId, https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/appId/5a1ce000-0000-4000-8000-0000000000ff/x",
        "clientId, 5A1CE000-0000-4000-8000-0000000000FF",
        "tenantDomain, admin@Contoso.OnMicrosoft.com",
        "tenantDomain, https://contoso.onmicrosoft.com/",
        "name, '  contoso '",
    })
    void whatIsPastedIsNormalized(String field, String text) throws JsonProcessingException {
        ObjectNode draft = draft("{\"tenantDomain\": \"contoso.onmicrosoft.com\"}");
        ConnectionDetails expected = read(draft);
        assertThat(read(draft.deepCopy().put(field, text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"subscriptionId", "resourceGroup", "workspaceName"})
    void theWorkspacesResourceIdFillsTheFieldsOfSentinel(String field) throws JsonProcessingException {
        ObjectNode sentinel = mapper.createObjectNode()
                .put("workspaceId", WORKSPACE.workspaceId())
                .put(field, RESOURCE_ID);
        assertThat(read(sentinel(sentinel)).capabilities().sentinel()).isEqualTo(WORKSPACE);
    }

    @Test
    void aResourceIdDoesNotHoldTheWorkspacesId() throws JsonProcessingException {
        assertThat(violations(sentinel(mapper.createObjectNode().put("workspaceId", RESOURCE_ID))))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("capabilities.sentinel.workspaceId");
                    assertThat(violation.message()).contains("a GUID, not its name", "Workspace ID", "3e0b5a6c");
                });
    }

    @Test
    void aResourceIdThatSaysOtherwiseIsNotPreferred() throws JsonProcessingException {
        ObjectNode sentinel = mapper.createObjectNode()
                .put("workspaceId", WORKSPACE.workspaceId())
                .put("subscriptionId", RESOURCE_ID)
                .put("resourceGroup", "another-rg");
        assertThat(violations(sentinel(sentinel)))
                .extracting(Violation::field)
                .containsExactly("capabilities.sentinel.resourceGroup");
    }

    @ParameterizedTest
    @CsvSource({
        "contoso.us2.portal.cloudappsecurity.com, https://contoso.us2.portal.cloudappsecurity.com",
        "https://Contoso.us2.portal.cloudappsecurity.com/api/v1/, https://contoso.us2.portal.cloudappsecurity.com",
        "https://contoso.portal.cloudappsecurity.com/#/dashboard?x=1, https://contoso.portal.cloudappsecurity.com",
        "https://contoso.portal.cloudappsecurity.com:443, https://contoso.portal.cloudappsecurity.com",
        "http://localhost:18480/cloudapps, http://localhost:18480/cloudapps",
    })
    void thePortalUrlIsNormalized(String text, String url) throws JsonProcessingException {
        assertThat(read(portal(text)).capabilities().cloudApps())
                .satisfies(cloudApps -> assertThat(cloudApps.portalUrl()).isEqualTo(URI.create(url)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, neither an address of Microsoft",
        "http://contoso.us2.portal.cloudappsecurity.com, neither an address of Microsoft",
        "https://portal.cloudappsecurity.com.evil.example, neither an address of Microsoft",
        "https://evil.example/contoso.portal.cloudappsecurity.com, neither an address of Microsoft",
        "https://user@contoso.portal.cloudappsecurity.com, must be an address",
        "https://contoso.portal.cloudappsecurity.us, another of Microsoft's clouds",
        "ht tp://x, must be an address",
        "' ', is required",
    })
    void noOtherPortalUrlIsTaken(String text, String because) throws JsonProcessingException {
        assertThat(violations(portal(text))).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("capabilities.cloudApps.portalUrl");
            assertThat(violation.message()).contains(because, "such as https://");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "china, defenderIncidents, Microsoft Defender XDR API",
        "china, liveResponse, Microsoft Defender for Endpoint API",
        "china, directoryContext, Microsoft Defender for Endpoint API",
    })
    void aCapabilityThatTheCloudDoesNotHaveIsRefused(String cloud, String capability, String surface)
            throws JsonProcessingException {
        ObjectNode draft = draft("{\"cloud\": \"%s\", \"capabilities\": {\"%s\": {}}}".formatted(cloud, capability));
        assertThat(violations(draft)).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("capabilities." + capability);
            assertThat(violation.message()).contains("'" + cloud + "'", "has no " + surface);
        });
    }

    @Test
    void theDepartmentOfDefenseHasNoCloudApps() throws JsonProcessingException {
        ObjectNode draft = portal("https://contoso.portal.cloudappsecurity.us").put("cloud", "dod");
        assertThat(violations(draft))
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.message()).contains("not available in Microsoft's cloud 'dod'"));
    }

    @Test
    void quarantineNeedsTheTenantsDomain() throws JsonProcessingException {
        assertThat(violations(draft("{\"capabilities\": {\"quarantine\": {}}}")))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("tenantDomain");
                    assertThat(violation.message())
                            .contains("is required", "ends with .onmicrosoft.com", "such as contoso.onmicrosoft.com");
                });
    }

    @ParameterizedTest
    @EnumSource(Surface.class)
    void everySurfaceCanHaveAnAddressOfItsOwnIfItIsPermitted(Surface surface) throws JsonProcessingException {
        String permitted = "{\"baseUrls\": {\"%s\": \"http://localhost:18480/x/\"}}".formatted(surface.word());
        assertThat(read(draft(permitted)).baseUrls())
                .containsEntry(surface, URI.create("http://localhost:18480/x"))
                .hasSize(1);
        String evil = permitted.replace("localhost", "localhost.evil.example");
        assertThat(violations(draft(evil))).extracting(Violation::field).containsExactly("baseUrls." + surface.word());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"clientId\": \"c0a70000-0000-4000-8000-000000000001\"}|clientId|same as tenantId",
                "{\"clientId\": \"contoso\"}|clientId|must be a GUID: the application (client) id",
                "{\"clientId\": null}|clientId|is required: the application (client) id",
                "{\"tenantId\": \"contoso.onmicrosoft.com\"}|tenantId|must be a GUID: the directory (tenant) id",
                "{\"tenantDomain\": \"contoso\"}|tenantDomain|best the one that ends with .onmicrosoft.com",
                "{\"name\": \"{c0a70000-0000-4000-8000-000000000001}\"}|name|form of a GUID",
                "{\"cloud\": \"usgov\"}|cloud|commercial, gcc, gcc-high, dod, china",
                "{\"pollInterval\": \"PT0S\"}|pollInterval|from PT1S to PT24H",
                "{\"clientSecret\": \"2f1c1cb0-4c6b-4f3e-9b39-4d3a5c0b7f11\"}|clientSecret|the secret's id, not of its value",
                "{\"clientSecret\": \"abc***********\"}|clientSecret|masked",
                "{\"clientSecret\": \" \"}|clientSecret|must be the value of a client secret",
                "{\"capabilities\": {\"defenderIncidents\": {\"source\": \"sentinel\"}}}|capabilities.defenderIncidents.source|such as xdr",
            })
    void aFieldThatIsWrongIsExplained(String members, String field, String because) throws JsonProcessingException {
        assertThat(violations(draft(members))).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo(field);
            assertThat(violation.message()).contains(because);
        });
    }

    @Test
    void sentinelSaysFromWhereAndHowFarBackItIsRead() throws JsonProcessingException {
        ObjectNode sentinel = mapper.createObjectNode()
                .put("workspaceId", RESOURCE_ID)
                .put("source", " Resource-Manager ")
                .put("initialLookback", "PT2H");
        sentinel.put("workspaceName", RESOURCE_ID).put("workspaceId", WORKSPACE.workspaceId());

        assertThat(read(sentinel(sentinel)).capabilities().sentinel())
                .isEqualTo(new Sentinel(
                        WORKSPACE.subscriptionId(),
                        WORKSPACE.resourceGroup(),
                        WORKSPACE.workspaceId(),
                        WORKSPACE.workspaceName(),
                        SentinelSource.RESOURCE_MANAGER,
                        Duration.ofHours(2)));
        assertThat(violations(sentinel(sentinel.put("source", "kql").put("initialLookback", "P31D"))))
                .extracting(Violation::field)
                .containsExactly("capabilities.sentinel.source", "capabilities.sentinel.initialLookback");
    }

    @Test
    void everyFieldOfSentinelSaysWhereItIsFound() throws JsonProcessingException {
        assertThat(violations(draft("{\"capabilities\": {\"sentinel\": {}}}")))
                .hasSize(4)
                .zipSatisfy(
                        Requirements.of(Capability.SENTINEL, IncidentSource.XDR).fields(), (violation, field) -> {
                            assertThat(violation.field()).isEqualTo(field.name());
                            assertThat(violation.message()).contains(field.whereToFind(), "such as " + field.example());
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "resourceGroup, security-rg., dot at the end",
        "resourceGroup, a/b, 1 to 90",
        "workspaceName, abc, 4 to 63",
        "workspaceName, -abcd, 4 to 63",
        "workspaceId, contoso-sentinel, 'must be a GUID: the workspace''s id, a GUID, not its name'",
        "workspaceId, 5ab5c000-0000-4000-8000-000000000001, same as subscriptionId",
    })
    void aFieldOfSentinelHasAzuresForm(String field, String text, String because) throws JsonProcessingException {
        ObjectNode sentinel = mapper.valueToTree(WORKSPACE);
        assertThat(violations(sentinel(sentinel.put(field, text))))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("capabilities.sentinel." + field);
                    assertThat(violation.message()).contains(because);
                });
    }

    private ObjectNode sentinel(ObjectNode sentinel) throws JsonProcessingException {
        ObjectNode draft = draft("{}");
        draft.putObject("capabilities").set("sentinel", sentinel);
        return draft;
    }

    private ObjectNode portal(String url) throws JsonProcessingException {
        ObjectNode draft = draft("{}");
        draft.putObject("capabilities").putObject("cloudApps").put("portalUrl", url);
        return draft;
    }

    /** Returns a valid draft with some members replaced. */
    private ObjectNode draft(String members) throws JsonProcessingException {
        ObjectNode draft = mapper.createObjectNode()
                .put("name", "contoso")
                .put("tenantId", TENANT)
                .put("clientId", "5a1ce000-0000-4000-8000-0000000000ff")
                .put("clientSecret", "8Q~of-contoso");
        draft.setAll((ObjectNode) mapper.readTree(members));
        return draft;
    }

    private ConnectionDetails read(JsonNode draft) throws JsonProcessingException {
        return drafts.create(mapper.treeToValue(draft, ConnectionDraft.class)).details();
    }

    private List<Violation> violations(JsonNode draft) throws JsonProcessingException {
        ConnectionDraft read = mapper.treeToValue(draft, ConnectionDraft.class);
        List<Violation> violations = new ArrayList<>();
        assertThatThrownBy(() -> drafts.create(read))
                .asInstanceOf(type(InvalidBody.class))
                .satisfies(invalid -> violations.addAll(invalid.violations()));
        return violations;
    }
}
