package io.sluice.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sluice.connections.rest.Pasted.Workspace;
import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PastedTest {

    private static final String ONE = "c0a70000-0000-4000-8000-000000000001";
    private static final String OTHER = "5a1ce000-0000-4000-8000-0000000000ff";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0a70000-0000-4000-8000-000000000001",
                "  C0A70000-0000-4000-8000-000000000001\t",
                "{C0A70000-0000-4000-8000-000000000001}",
                "{ c0a70000-0000-4000-8000-000000000001 }",
                "(c0a70000-0000-4000-8000-000000000001)",
                "\"c0a70000-0000-4000-8000-000000000001\"",
                "'{c0a70000-0000-4000-8000-000000000001}'",
                "urn:uuid:c0a70000-0000-4000-8000-000000000001",
                "c0a70000000040008000000000000001",
            })
    void anIdIsReadHoweverItIsWrapped(String text) {
        assertThat(Pasted.guid(text)).hasValue(ONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "contoso",
                "c0a70000-0000-4000-8000-00000000000",
                "c0a70000-0000-4000-8000-0000000000011",
                "g0a70000-0000-4000-8000-000000000001",
                "{c0a70000-0000-4000-8000-000000000001",
                "https://login.microsoftonline.com/c0a70000-0000-4000-8000-000000000001",
            })
    void whatIsNoIdAloneIsNone(String text) {
        assertThat(Pasted.guid(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "TENANT|https://login.microsoftonline.com/ONE/oauth2/v2.0/token",
                "TENANT|login.microsoftonline.us/ONE",
                "TENANT|https://sts.windows.net/ONE/",
                "TENANT|https://login.microsoftonline.com/ONE/v2.0/adminconsent?client_id=OTHER",
                "CLIENT|https://login.microsoftonline.com/OTHER/v2.0/adminconsent?client_id=ONE",
                "CLIENT|https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/ONE/isMSAApp~/false",
                "CLIENT|https://entra.microsoft.com/#view/X/ApplicationMenuBlade/~/Overview/objectId/OTHER/appId/ONE",
                "CLIENT|https://portal.azure.com/#blade/X/appId%2FONE",
                "TENANT|https://security.microsoft.com/incidents?tid=ONE",
                "TENANT|Directory (tenant) ID: ONE",
                "CLIENT|Application (client) ID  ONE",
                "SUBSCRIPTION|/subscriptions/ONE/resourceGroups/security-rg",
                "WORKSPACE|https://api.loganalytics.io/v1/workspaces/ONE/query",
                "TENANT|https://portal.azure.com/#settings/directory ONE",
            })
    void anIdIsFoundInWhatIsPasted(Pasted.Id kind, String text) {
        assertThat(Pasted.guid(text.replace("ONE", ONE).replace("OTHER", OTHER), kind))
                .hasValue(ONE);
        assertThat(Pasted.guid(text.replace("ONE", ONE.toUpperCase(Locale.ROOT)).replace("OTHER", OTHER), kind))
                .hasValue(ONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CLIENT|https://login.microsoftonline.com/ONE/oauth2/v2.0/token",
                "CLIENT|https://entra.microsoft.com/#view/X/objectId/ONE",
                "CLIENT|ONE OTHER",
                "TENANT|https://login.microsoftonline.com/contoso.onmicrosoft.com/",
                "CLIENT|https://host/appId/ONE?appId=OTHER",
                "SUBSCRIPTION|https://host/tenantId/ONE",
            })
    void whatIsNotClearIsNotGuessedAt(Pasted.Id kind, String text) {
        assertThat(Pasted.guid(text.replace("ONE", ONE).replace("OTHER", OTHER), kind))
                .isEmpty();
    }

    @Test
    void aResourceIdNamesAWorkspace() {
        String resourceId = "/subscriptions/" + ONE.toUpperCase(Locale.ROOT)
                + "/resourcegroups/security-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-sentinel";
        Workspace workspace = new Workspace(ONE, "security-rg", "contoso-sentinel");
        assertThat(Pasted.workspace(resourceId)).hasValue(workspace);
        assertThat(Pasted.workspace("https://portal.azure.com/#@contoso.com/resource" + resourceId + "/Overview"))
                .hasValue(workspace);
        assertThat(Pasted.workspace("/subscriptions/" + ONE + "/resourceGroups/security-rg"))
                .hasValue(new Workspace(ONE, "security-rg", null));
        assertThat(Pasted.workspace("security-rg")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "contoso.onmicrosoft.com, contoso.onmicrosoft.com",
        "' Contoso.OnMicrosoft.com ', contoso.onmicrosoft.com",
        "https://contoso.onmicrosoft.com/, contoso.onmicrosoft.com",
        "http://contoso.com:8080/a?b#c, contoso.com",
        "admin@contoso.com, contoso.com",
        "mailto:admin@contoso.com, contoso.com",
        "@contoso.com, contoso.com",
        "contoso.com., contoso.com",
        "contoso, contoso",
    })
    void aDomainIsReadOutOfAnAddressOrAMailbox(String text, String domain) {
        assertThat(Pasted.domain(text)).isEqualTo(domain);
    }

    @Property(tries = 500)
    void noTextIsTooStrange(@ForAll String text) {
        assertThatCode(() -> {
                    Pasted.guid(text);
                    Pasted.guid(text, Pasted.Id.CLIENT);
                    Pasted.workspace(text);
                    Pasted.domain(text);
                })
                .doesNotThrowAnyException();
    }

    @Property(tries = 200)
    void anyIdIsFoundInItsPortalsAddress(@ForAll long most, @ForAll long least) {
        UUID id = new UUID(most, least);
        assertThat(Pasted.guid("https://portal.azure.com/#x/appId/{" + id + "}/y", Pasted.Id.CLIENT))
                .hasValue(id.toString());
    }
}
