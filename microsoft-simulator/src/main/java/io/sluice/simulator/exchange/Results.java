package io.sluice.simulator.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.simulator.surface.Call;
import java.io.IOException;
import java.util.List;

/** The envelope around what a cmdlet puts out, which is a list always. */
final class Results {

    private static final String TYPE = "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8";

    private Results() {}

    /** Writes the objects of the list. */
    @FunctionalInterface
    interface Objects {
        void write(JsonGenerator json) throws IOException;
    }

    /** Answers 200 with objects and warnings. */
    static void send(Call call, List<String> warnings, Objects objects) throws IOException {
        call.stream(TYPE, json -> {
            json.writeStringField(
                    "@odata.context",
                    "https://outlook.office365.com/adminapi/beta/"
                            + call.tenant().id() + "/$metadata#Collection(Exchange.GenericHashTable)");
            json.writeStringField("adminapi.warnings@odata.type", "#Collection(String)");
            json.writeArrayFieldStart("@adminapi.warnings");
            for (String warning : warnings) {
                json.writeString(warning);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("value");
            objects.write(json);
            json.writeEndArray();
        });
    }

    /** Writes a list of texts under a name, with the sidecar that the service puts beside lists. */
    static void texts(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeStringField(name + "@odata.type", "#Collection(String)");
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
