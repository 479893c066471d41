package io.sluice.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.exchange.Parameter.Choice;
import io.sluice.simulator.exchange.Parameter.Text;
import io.sluice.simulator.quarantine.Cause;
import io.sluice.simulator.surface.Call;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code Get-QuarantinePolicy}: the policies that the rows of the list name in {@code TagName}. */
final class QuarantinePolicies implements Cmdlet {

    /** Block sender, release, preview and delete. */
    private static final int FULL_ACCESS = 23;

    private static final Map<String, Parameter> KNOWN = Map.of(
            Identities.ONE,
            new Text(false),
            "QuarantinePolicyType",
            new Choice(List.of("QuarantinePolicy", "GlobalQuarantinePolicy"), false));

    private final Rights rights;

    QuarantinePolicies(Rights rights) {
        this.rights = rights;
    }

    @Override
    public String name() {
        return "Get-QuarantinePolicy";
    }

    @Override
    public void run(Call call, JsonNode sent) throws IOException {
        rights.needListing(call);
        Arguments arguments = new Arguments(KNOWN, sent);
        String wanted = arguments.text(Identities.ONE);
        List<String> names = Cause.tags().stream()
                .filter(name -> wanted.isEmpty() || name.equalsIgnoreCase(wanted))
                .toList();
        if (names.isEmpty()) {
            throw new CmdletException(ExchangeWording.objectNotFound(404, wanted));
        }
        boolean global = arguments.words("QuarantinePolicyType").contains("GlobalQuarantinePolicy");
        Results.send(call, List.of(), json -> {
            for (String name : global ? List.of("DefaultGlobalTag") : names) {
                json.writeStartObject();
                json.writeStringField("Identity", name);
                json.writeStringField("Name", name);
                json.writeStringField("QuarantinePolicyType", global ? "GlobalQuarantinePolicy" : "QuarantinePolicy");
                json.writeNumberField(
                        "EndUserQuarantinePermissionsValue", name.startsWith("DefaultFullAccess") ? FULL_ACCESS : 0);
                json.writeBooleanField("ESNEnabled", name.endsWith("WithNotificationPolicy"));
                json.writeBooleanField("IncludeMessagesFromBlockedSenderAddress", false);
                json.writeEndObject();
            }
        });
    }
}
