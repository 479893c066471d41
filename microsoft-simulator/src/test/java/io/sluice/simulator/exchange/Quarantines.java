package io.sluice.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The quarantine as a client of the admin API sees it, and as the control API knows it. */
final class Quarantines {

    static final String RESOURCE = "https://outlook.office365.com";
    static final String LIST = "Get-QuarantineMessage";
    static final String EXPORT = "Export-QuarantineMessage";

    private final String tenant;
    private final String token;

    Quarantines(String tenant, String directoryRole) {
        this.tenant = tenant;
        this.token = Simulator.tokenOf(
                tenant,
                Simulator.application(
                        tenant,
                        "\"roles\":{\"" + RESOURCE + "\":[\"Exchange.ManageAsApp\"]},\"directoryRoles\":[\""
                                + directoryRole + "\"]"),
                RESOURCE + "/.default");
    }

    String token() {
        return token;
    }

    Response invoke(String cmdlet, Map<String, ?> parameters) {
        return invoke(cmdlet, parameters, "");
    }

    Response invoke(String cmdlet, Map<String, ?> parameters, String query) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("CmdletInput").put("CmdletName", cmdlet).set("Parameters", Json.MAPPER.valueToTree(parameters));
        return Simulator.ask()
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body.toString())
                .post("/adminapi/beta/" + tenant + "/InvokeCommand" + query);
    }

    /** The rows that a cmdlet puts out. */
    List<JsonNode> rows(String cmdlet, Map<String, ?> parameters) {
        List<JsonNode> rows = new ArrayList<>();
        json(invoke(cmdlet, parameters).then().statusCode(200).extract().asByteArray())
                .path("value")
                .forEach(rows::add);
        return rows;
    }

    List<JsonNode> list(Map<String, ?> parameters) {
        return rows(LIST, parameters);
    }

    /** Every row of 30 days, hidden ones too. */
    List<JsonNode> everything(Map<String, ?> more) {
        List<JsonNode> all = new ArrayList<>();
        Map<String, Object> parameters = new TreeMap<>(more);
        parameters.put("StartReceivedDate", "2000-01-01T00:00:00Z");
        parameters.put("IncludeMessagesFromBlockedSenderAddress", true);
        parameters.put("PageSize", 1000);
        for (int page = 1; ; page++) {
            parameters.put("Page", page);
            List<JsonNode> rows = list(parameters);
            all.addAll(rows);
            if (rows.size() < 1000) {
                return all;
            }
        }
    }

    /** The bytes of the only message that an export puts out. */
    byte[] export(String identity) {
        JsonNode row = rows(EXPORT, Map.of("Identity", identity)).getFirst();
        String eml = row.path("Eml").textValue();
        return row.path("BodyEncoding").textValue().equals("Base64")
                ? Base64.getDecoder().decode(eml)
                : eml.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** What the control API knows of a tenant's quarantine. */
    static List<JsonNode> truth(String tenant, String query) {
        return Simulator.order()
                .get("/tenants/" + tenant + "/quarantine" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .map(line -> json(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .toList();
    }

    /** Puts a message into a quarantine. */
    static JsonNode add(String tenant, byte[] message, String query) {
        var request = Simulator.order().contentType("message/rfc822");
        return json((message.length == 0 ? request : request.body(message))
                .post("/tenants/" + tenant + "/quarantine" + query)
                .then()
                .statusCode(201)
                .extract()
                .asByteArray());
    }

    static JsonNode json(byte[] bytes) {
        try {
            return Json.MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
