package io.sluice.simulator.exchange;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.exchange.Parameter.Flag;
import io.sluice.simulator.exchange.Parameter.Text;
import io.sluice.simulator.mail.MailBytes;
import io.sluice.simulator.quarantine.BodyEncoding;
import io.sluice.simulator.quarantine.Quarantine;
import io.sluice.simulator.quarantine.Quarantined;
import io.sluice.simulator.quarantine.Row;
import io.sluice.simulator.surface.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code Export-QuarantineMessage}: the bytes of messages, written while they are read. */
final class QuarantineExport implements Cmdlet {

    private static final Map<String, Parameter> KNOWN = Map.of(
            Identities.ONE,
            new Text(false),
            Identities.SEVERAL,
            new Text(true),
            EntityTypes.PARAMETER,
            EntityTypes.CHOICE,
            "ForceConversionToMime",
            new Flag(),
            "Password",
            new Text(false),
            "PasswordV2",
            new Text(false),
            "ReasonForExport",
            new Text(false),
            "RecipientAddress",
            new Text(true));

    private final Quarantine quarantine;
    private final Rights rights;

    QuarantineExport(Quarantine quarantine, Rights rights) {
        this.quarantine = quarantine;
        this.rights = rights;
    }

    @Override
    public String name() {
        return "Export-QuarantineMessage";
    }

    @Override
    public void run(Call call, JsonNode sent) throws IOException {
        rights.needExport(call);
        Arguments arguments = new Arguments(KNOWN, sent);
        EntityTypes.check(call, rights, arguments);
        List<Row> rows = Identities.all(quarantine, call, arguments, 404);
        Results.send(call, List.of(), json -> {
            for (Row row : rows) {
                json.writeStartObject();
                json.writeStringField("Identity", row.identity());
                json.writeStringField("Organization", call.tenant().id());
                body(json, row.message());
                json.writeEndObject();
            }
        });
    }

    private static void body(JsonGenerator json, Quarantined message) throws IOException {
        BodyEncoding encoding = message.encoding();
        json.writeStringField("BodyEncoding", encoding.token());
        json.writeFieldName("Eml");
        MailBytes bytes = message.bytes();
        try (InputStream in = bytes.open()) {
            switch (encoding) {
                case BASE64 -> json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, in, Math.toIntExact(bytes.size()));
                case SEVEN_BIT, BINARY ->
                    // Each byte becomes the letter of its number.
                    json.writeString(new InputStreamReader(in, StandardCharsets.ISO_8859_1), -1);
            }
        }
    }
}
