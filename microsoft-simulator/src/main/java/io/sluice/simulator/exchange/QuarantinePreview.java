package io.sluice.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.mail.Glance;
import io.sluice.simulator.quarantine.Quarantine;
import io.sluice.simulator.quarantine.Row;
import io.sluice.simulator.surface.Call;
import java.io.IOException;
import java.util.List;

/** {@code Preview-QuarantineMessage}: what a message looks like, with the properties that scripts read. */
final class QuarantinePreview implements Cmdlet {

    private final Quarantine quarantine;
    private final Rights rights;

    QuarantinePreview(Quarantine quarantine, Rights rights) {
        this.quarantine = quarantine;
        this.rights = rights;
    }

    @Override
    public String name() {
        return "Preview-QuarantineMessage";
    }

    @Override
    public void run(Call call, JsonNode sent) throws IOException {
        rights.needExport(call);
        Arguments arguments = new Arguments(QuarantineHeader.KNOWN, sent);
        EntityTypes.check(call, rights, arguments);
        Identities.need(arguments);
        Row row = Identities.one(quarantine, call, arguments, 404);
        Glance glance = Glance.at(row.message().bytes());
        Results.send(call, List.of(), json -> {
            json.writeStartObject();
            json.writeStringField("Identity", row.identity());
            json.writeStringField("Organization", call.tenant().id());
            json.writeStringField("ReceivedTime@data.type", "System.DateTime");
            json.writeStringField("ReceivedTime", RowJson.time(row.message().received()));
            json.writeStringField("SenderAddress", row.message().sender());
            Results.texts(json, "RecipientAddress", row.message().recipients());
            Results.texts(json, "Cc", List.of());
            json.writeStringField("Subject", row.message().subject());
            json.writeStringField("Body", escaped(glance.body()));
            json.writeBooleanField("IsHtml", glance.html());
            Results.texts(json, "Attachment", glance.attachments());
            json.writeEndObject();
        });
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
