package io.sluice.simulator.exchange;

import static io.sluice.simulator.Simulator.CONTOSO;
import static io.sluice.simulator.Simulator.FABRIKAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.sluice.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ExchangeSurfaceTest {

    private static final String RESOURCE = "https://outlook.office365.com";

    private static String application(String directoryRoles, String role) {
        return Simulator.application(
                CONTOSO,
                "\"roles\":{\"" + RESOURCE + "\":[\"" + role + "\"]},\"directoryRoles\":[" + directoryRoles + "]");
    }

    private static String token(String directoryRoles) {
        return Simulator.tokenOf(CONTOSO, application(directoryRoles, "Exchange.ManageAsApp"), RESOURCE + "/.default");
    }

    private static Response invoke(String token, String tenant, String body) {
        return Simulator.ask()
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post("/adminapi/beta/" + tenant + "/InvokeCommand");
    }

    private static ValidatableResponse list(String token, String parameters) {
        return invoke(
                        token,
                        CONTOSO,
                        "{\"CmdletInput\":{\"CmdletName\":\"Get-QuarantineMessage\",\"Parameters\":" + parameters
                                + "}}")
                .then();
    }

    private static void assertNuls(Response response) {
        response.then().statusCode(403).header("x-ms-diagnostics", containsString("2000012"));
        assertThat(response.asByteArray()).hasSize(512).containsOnly(0);
    }

    // ---- who may

    @Test
    void withoutTheApplicationRoleItIs401AndWithoutTheDirectoryRole403AndWithBoth200() {
        Simulator.ask()
                .auth()
                .oauth2(Simulator.tokenWith(CONTOSO, RESOURCE))
                .contentType("application/json")
                .body("{}")
                .post("/adminapi/beta/" + CONTOSO + "/InvokeCommand")
                .then()
                .statusCode(401)
                .header("x-ms-diagnostics", containsString("The token contains no permissions"))
                .body(emptyString());
        String body = "{\"CmdletInput\":{\"CmdletName\":\"Get-QuarantineMessage\",\"Parameters\":{}}}";
        assertNuls(invoke(token(""), CONTOSO, body));
        assertNuls(invoke(token("\"Helpdesk Administrator\""), CONTOSO, body));
        for (String role : new String[] {"Security Reader", "Global Reader", "Security Administrator"}) {
            invoke(token("\"" + role + "\""), CONTOSO, body).then().statusCode(200);
        }
    }

    @Test
    void aNamesakeOfTheRoleIsRefusedWithoutAWord() {
        String token = Simulator.tokenOf(
                CONTOSO, application("\"Security Reader\"", "Exchange.ManageAsAppV2"), RESOURCE + "/.default");
        list(token, "{}")
                .statusCode(403)
                .header("x-ms-diagnostics", nullValue())
                .body(emptyString());
    }

    @Test
    void theDirectoryRoleIsReadFromTheTokenSoThatANewOneNeedsANewToken() {
        String client = application("", "Exchange.ManageAsApp");
        String old = Simulator.tokenOf(CONTOSO, client, RESOURCE + "/.default");
        Simulator.order()
                .body("[\"Security Reader\"]")
                .put("/tenants/contoso/registrations/" + client + "/directoryRoles")
                .then()
                .statusCode(200);
        list(old, "{}").statusCode(403);
        list(Simulator.tokenOf(CONTOSO, client, RESOURCE + "/.default"), "{}").statusCode(200);
    }

    @Test
    void aWrongTenantInThePathAndAWrongAnchorAreRefused() {
        String token = token("\"Security Reader\"");
        String body = "{\"CmdletInput\":{\"CmdletName\":\"Get-QuarantineMessage\",\"Parameters\":{}}}";
        invoke(token, FABRIKAM, body).then().statusCode(401).header("x-ms-diagnostics", containsString("tenant"));
        invoke(token, "contoso.onmicrosoft.com", body).then().statusCode(200);
        Simulator.ask()
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .header(
                        "X-AnchorMailbox",
                        "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@fabrikam.onmicrosoft.com")
                .body(body)
                .post("/adminapi/beta/" + CONTOSO + "/InvokeCommand")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("ErrorIncorrectRoutingHint"));
    }

    // ---- the envelope

    @Test
    void theListComesInTheEnvelopeOfTheRealService() {
        list(token("\"Security Reader\""), "{\"Page\":1,\"PageSize\":1000}")
                .statusCode(200)
                .header("request-id", notNullValue())
                .body(
                        "'@odata.context'",
                        equalTo("https://outlook.office365.com/adminapi/beta/" + CONTOSO
                                + "/$metadata#Collection(Exchange.GenericHashTable)"))
                .body("'adminapi.warnings@odata.type'", equalTo("#Collection(String)"))
                .body("'@adminapi.warnings'", hasSize(0))
                .body("value", not(empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"cmdletInput\":{\"CmdletName\":\"Get-QuarantineMessage\",\"Parameters\":{}}}",
                "{\"CmdletInput\":{\"cmdletName\":\"Get-QuarantineMessage\",\"Parameters\":{}}}",
                "{\"CmdletInput\":{\"CmdletName\":\"Get-QuarantineMessage\",\"parameters\":{}}}",
                "{\"CmdletInput\":{\"CmdletName\":\"Get-QuarantineMessage\"}}",
                "{\"CmdletInput\":{\"CmdletName\":\"Get-QuarantineMessage\",\"Parameters\":null}}",
                "{\"CmdletInput\":{\"CmdletName\":\"\",\"Parameters\":{}}}",
            })
    void anEnvelopeThatIsNotExactlyRightIsABadRequest(String body) {
        invoke(token("\"Security Reader\""), CONTOSO, body)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("BadRequest"));
    }

    @Test
    void anUnknownCmdletIsNotFoundByPowerShell() {
        invoke(
                        token("\"Security Reader\""),
                        CONTOSO,
                        "{\"CmdletInput\":{\"CmdletName\":\"Get-Weather\",\"Parameters\":{}}}")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InternalServerError"))
                .body("error.message", equalTo("Error executing cmdlet"))
                .body(
                        "error.details[0].message",
                        containsString(
                                "|System.Management.Automation.CommandNotFoundException|The term 'Get-Weather'"));
    }

    // ---- parameters

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"BogusParameter\":1}",
                "{\"Identity\":\"a\\\\b\",\"Page\":1}",
            })
    void parametersOfNoSetAreAmbiguous(String parameters) {
        list(token("\"Security Reader\""), parameters)
                .statusCode(400)
                .body("error.message", equalTo("Invalid Operation"))
                .body("error.details[0].code", equalTo("Client"))
                .body(
                        "error.innererror.internalexception.type",
                        equalTo("Microsoft.Exchange.AdminApi.CommandInvocation.AmbiguousParameterSetException"))
                .body("error.innererror.internalexception.message", containsString("Parameter set cannot be resolved"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"QuarantineTypes\":\"Nonsense\"}|HighConfPhish",
                "{\"ReleaseStatus\":[\"Nope\"]}|NotReleased",
                "{\"QuarantineTypes\":\"P\"}|PPI",
                "{\"Page\":\"first\"}|System.Int32",
                "{\"Page\":0}|between 1 and 1000",
                "{\"StartReceivedDate\":\"yesterday\"}|System.DateTime",
                "{\"EntityType\":\"File\"}|SharePointOnline",
            })
    void aBadValueNamesWhatWouldHaveBeenGoodAndHasNoDetails(String parameters, String expected) {
        list(token("\"Security Reader\""), parameters)
                .statusCode(400)
                .body("error.details", nullValue())
                .body(
                        "error.innererror.internalexception.type",
                        equalTo("Microsoft.Exchange.AdminApi.CommandInvocation.ParameterTransformationException"))
                .body("error.innererror.internalexception.message", containsString(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"QuarantineTypes\":\"File\"}",
                "{\"quarantinetypes\":[\"spam\",\"Phish\"]}",
                "{\"PageSize\":0}",
                "{\"PageSize\":1001}",
                "{\"StartReceivedDate\":\"2026-08-01T00:00:00Z\",\"EndReceivedDate\":\"2026-08-02T00:00:00Z\"}",
                "{\"Identity\":\"a\\\\b\"}",
                "{\"IncludeMessagesFromBlockedSenderAddress\":true}",
            })
    void whatPowerShellTakesIsTaken(String parameters) {
        list(token("\"Security Reader\""), parameters).statusCode(200).body("value", notNullValue());
    }

    @Test
    void aReaderMayNotChooseTheEntityTypeButAnAdministratorMay() {
        assertNuls(list(token("\"Security Reader\""), "{\"EntityType\":\"Email\"}")
                .extract()
                .response());
        list(token("\"Security Administrator\""), "{\"EntityType\":\"Email\"}").statusCode(200);
    }
}
