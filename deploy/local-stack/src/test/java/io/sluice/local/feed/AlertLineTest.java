package io.sluice.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.json.Json;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertLineTest {

    private static final String ALERT = """
            {"activity_id":2,"time":1767323045678,"severity":"High",
             "metadata":{"tenant_uid":"t1","product":{"name":"Microsoft Sentinel"}},
             "finding_info":{"title":"Suspicious\\u001b[2J sign-in","related_events":[{"uid":"40017","type":"Incident"}]},
             "evidences":[{"user":{"email_addr":"ada@contoso.com","name":"ada"}},{"device":{"hostname":"pc-1"}},
               {"device":{"hostname":"pc-1"}},{"file":{"name":"a.exe"}},{"src_endpoint":{"ip":"10.0.0.1"}}]}
            """;

    @Test
    void anAlertIsOneLineWithWhoWhatWhereAndInWhichIncident() throws JsonProcessingException {
        assertThat(line(false))
                .isEqualTo("03:04:05  contoso     Sentinel      High           UPDATE  Suspicious\\u001b[2J sign-in"
                        + "  [ada@contoso.com, pc-1, a.exe]  incident 40017");
    }

    @Test
    void inATerminalTheSeverityHasAColourAndNothingElseSteersTheTerminal() throws JsonProcessingException {
        assertThat(line(true)).contains("\u001b[31;1mHigh         \u001b[0m").doesNotContain("\u001b[2J");
    }

    @Test
    void anAlertOfWhichNothingIsKnownIsStillALine() throws JsonProcessingException {
        assertThat(new AlertLine(Map.of(), ZoneOffset.UTC, false).of(Json.MAPPER.readTree("{}")))
                .startsWith("00:00:00")
                .contains("unknown");
    }

    private static String line(boolean colour) throws JsonProcessingException {
        return new AlertLine(Map.of("t1", "contoso"), ZoneOffset.UTC, colour).of(Json.MAPPER.readTree(ALERT));
    }
}
