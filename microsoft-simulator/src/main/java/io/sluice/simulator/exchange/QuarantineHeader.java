package io.sluice.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.exchange.Parameter.Text;
import io.sluice.simulator.mail.Head;
import io.sluice.simulator.quarantine.Quarantine;
import io.sluice.simulator.quarantine.Row;
import io.sluice.simulator.surface.Call;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code Get-QuarantineMessageHeader}: the header block of a message as it came. */
final class QuarantineHeader implements Cmdlet {

    /** The parameters, which preview has as well. */
    static final Map<String, Parameter> KNOWN = Map.of(
            Identities.ONE,
            new Text(false),
            EntityTypes.PARAMETER,
            EntityTypes.CHOICE,
            "RecipientAddress",
            new Text(true));

    private final Quarantine quarantine;
    private final Rights rights;

    QuarantineHeader(Quarantine quarantine, Rights rights) {
        this.quarantine = quarantine;
        this.rights = rights;
    }

    @Override
    public String name() {
        return "Get-QuarantineMessageHeader";
    }

    @Override
    public void run(Call call, JsonNode sent) throws IOException {
        rights.needExport(call);
        Arguments arguments = new Arguments(KNOWN, sent);
        EntityTypes.check(call, rights, arguments);
        Identities.need(arguments);
        Row row = Identities.one(quarantine, call, arguments, 400);
        Head head = Head.of(row.message().bytes());
        Results.send(call, List.of(), json -> {
            json.writeStartObject();
            json.writeStringField("Identity", row.identity());
            json.writeStringField("Organization", call.tenant().id());
            json.writeStringField("Header", head.text());
            json.writeEndObject();
        });
    }
}
