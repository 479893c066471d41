package io.sluice.connections.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connections.onboarding.Guide.Commands;
import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.registry.TestDetails;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.CloudApps;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.DirectoryContext;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.connection.LiveResponse;
import io.sluice.contracts.connection.Quarantine;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.microsoft.cloud.Cloud;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnboardingTest {

    private static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    private static final String CLIENT = "5a1ce000-0000-4000-8000-0000000000ff";
    private static final String ID = "0f8f0000-0000-4000-8000-000000000001";

    @Test
    void everythingHasItsIdsFilledIn() {
        String guide = markdown(Cloud.COMMERCIAL, everything());

        assertThat(guide)
                .contains(
                        "(<https://login.microsoftonline.com/" + TENANT + "/adminconsent?client_id=" + CLIENT + ">)",
                        "az ad app permission add --id " + CLIENT
                                + " --api 8ee8fdad-f234-4243-8f3b-15c294843740 --api-permissions"
                                + " a9790345-4595-42e4-971a-ccdc79f19b7c=Role",
                        "az ad app permission admin-consent --id " + CLIENT,
                        "az role assignment create --assignee-object-id \"$SP_ID\" --assignee-principal-type"
                                + " ServicePrincipal --role 73c42c96-874c-492b-b04d-ab87d138a893 --scope"
                                + " '/subscriptions/5ab5c000-0000-4000-8000-000000000001/resourceGroups/security rg/"
                                + "providers/Microsoft.OperationalInsights/workspaces/contoso-sentinel'",
                        "-ResourceId $api.Id -AppRoleId 'dc50a0fb-09a3-484d-be87-e023b12c6440'  # Exchange.ManageAsApp",
                        "-RoleDefinitionId '194ae4cb-b126-40b2-bd5b-6091b380977d' -DirectoryScopeId '/'",
                        "New-ServicePrincipal -AppId $appId -ObjectId $sp.Id -DisplayName 'Sluice contoso'",
                        "Connect-MgGraph -Environment Global -TenantId '" + TENANT + "'",
                        "\"$SLUICE/connections/" + ID + "/test\"",
                        "single-tenant",
                        "Transport Hygiene",
                        "Live response switched on")
                .doesNotContain("$APP_ID\" --api");
    }

    @Test
    void onlyWhatTheConnectionNeedsIsAskedFor() {
        String guide = markdown(Cloud.COMMERCIAL, Capabilities.of(DefenderIncidents.xdr(Duration.ofDays(1))));

        assertThat(guide)
                .contains("Incident.Read.All")
                .doesNotContain("Exchange", "role assignment create", "Transport Hygiene", "Machine.");
    }

    @Test
    void aPermissionThatTwoCapabilitiesShareIsAddedOnce() {
        String guide = markdown(Cloud.COMMERCIAL, everything());

        assertThat(guide).containsOnlyOnce("ea8291d3-4b9a-44b5-bc3a-6cea3026dc79=Role");
        assertThat(guide).contains("| Live response, Directory context |");
    }

    @Test
    void sovereignCloudsHaveTheirOwnHostsAndLookIdsUp() {
        String guide = markdown(
                Cloud.GCC_HIGH,
                new Capabilities(
                        new DefenderIncidents(IncidentSource.GRAPH, Duration.ofDays(1)),
                        new Quarantine(),
                        null,
                        null,
                        null,
                        null));

        assertThat(guide)
                .contains(
                        "https://portal.azure.us",
                        "https://security.microsoft.us",
                        "<https://login.microsoftonline.us/" + TENANT + "/adminconsent",
                        "az cloud set --name AzureUSGovernment",
                        "Connect-MgGraph -Environment USGov ",
                        "Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovGCCHigh",
                        "[?value=='SecurityAlert.Read.All' && contains(allowedMemberTypes, 'Application')]",
                        "64c33fcb-e6aa-490d-bed5-6016a9ef8f6d")
                .doesNotContain("472e4a4d-bb4a-4026-98d1-0b0d74cb74a5", "microsoftonline.com");
    }

    @Test
    void whatACloudDoesNotHaveIsSaid() {
        assertThat(markdown(Cloud.CHINA, Capabilities.of(DefenderIncidents.xdr(Duration.ofDays(1)))))
                .contains("Microsoft's cloud 'china' has no Microsoft Defender XDR API");
    }

    @Test
    void beforeThereIsAnApplicationAVariableStandsForIt() {
        Guide guide = Onboarding.ofDraft(details("contoso", Cloud.COMMERCIAL, everything()), false);
        String markdown = GuideMarkdown.of(guide);

        assertThat(guide.clientId()).isNull();
        assertThat(markdown)
                .contains("az ad app permission admin-consent --id \"$APP_ID\"")
                .doesNotContain("--id " + CLIENT, "client_id=" + CLIENT);
        assertThat(commands(guide))
                .filteredOn(commands -> commands.language().equals("sh"))
                .filteredOn(commands -> String.join("\n", commands.lines()).contains("\"$APP_ID\""))
                .allSatisfy(commands -> assertThat(commands.lines().getFirst()).startsWith("APP_ID="));
    }

    @ParameterizedTest
    @EnumSource(Cloud.class)
    void everyCloudHasAGuideWithNumberedSteps(Cloud cloud) {
        Guide guide = Onboarding.of(details("contoso", cloud, everything()), ID, List.of());

        assertThat(guide.steps()).extracting(Guide.Step::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(guide.steps()).allSatisfy(step -> assertThat(step.parts()).isNotEmpty());
        assertThat(GuideMarkdown.of(guide))
                .contains(cloud.portal().toString(), cloud.login().toString());
    }

    @Test
    void aHostileNameStaysAName() {
        String name = "x'; reboot #\n```\n# Heading | <b> `y`";
        String guide = GuideMarkdown.of(Onboarding.of(details(name, Cloud.COMMERCIAL, everything()), ID, List.of()));

        assertThat(guide).contains("'Sluice x'\\''; reboot # ``` # Heading | <b> `y`'");
        assertThat(guide.lines().filter(line -> line.startsWith("# "))).hasSize(1);
        assertThat(guide.lines().filter(line -> line.startsWith("## "))).hasSize(9);
    }

    private static List<Commands> commands(Guide guide) {
        return guide.steps().stream()
                .flatMap(step -> step.parts().stream())
                .filter(Commands.class::isInstance)
                .map(Commands.class::cast)
                .toList();
    }

    private static String markdown(Cloud cloud, Capabilities capabilities) {
        return GuideMarkdown.of(Onboarding.of(details("contoso", cloud, capabilities), ID, List.of()));
    }

    private static ConnectionDetails details(String name, Cloud cloud, Capabilities capabilities) {
        return new TestDetails()
                .name(name)
                .tenantId(TENANT)
                .cloud(cloud)
                .clientId(CLIENT)
                .capabilities(capabilities)
                .made();
    }

    private static Capabilities everything() {
        return new Capabilities(
                DefenderIncidents.xdr(Duration.ofDays(1)),
                new Quarantine(),
                Sentinel.of(
                        "5ab5c000-0000-4000-8000-000000000001",
                        "security rg",
                        "3e0b5a6c-0000-4000-8000-000000000001",
                        "contoso-sentinel"),
                new CloudApps(URI.create("https://contoso.us2.portal.cloudappsecurity.com")),
                new LiveResponse(),
                new DirectoryContext());
    }
}
