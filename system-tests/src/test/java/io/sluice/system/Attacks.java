package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What the simulator is told to do to its tenants, and what it knows of it. */
final class Attacks {

    private static final int CONTROL = 18481;

    private final Stack stack;

    Attacks(Stack stack) {
        this.stack = stack;
    }

    /** Begins a scenario, several times at once. */
    void play(String tenant, String scenario, int times) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            assertThat(stack.call(
                                    "POST",
                                    CONTROL,
                                    "/tenants/" + tenant + "/incidents",
                                    "",
                                    "{\"kind\":\"scenario\",\"name\":\"" + scenario + "\"}")
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    /** Returns which run of a scenario each alert of a tenant belongs to, those of Sentinel's rules included. */
    Map<String, String> plays(String tenantId) throws IOException, InterruptedException {
        Map<String, String> plays = new HashMap<>();
        addPlays(plays, "/truth/alerts?tenant=" + tenantId, "alertId");
        addPlays(plays, "/truth/sentinel/alerts?tenant=" + tenantId, "uid");
        return plays;
    }

    private void addPlays(Map<String, String> plays, String path, String id) throws IOException, InterruptedException {
        for (String line :
                stack.call("GET", CONTROL, path, "", "").body().lines().toList()) {
            JsonNode alert = Stack.JSON.readTree(line);
            plays.put(
                    alert.path(id).asText().toLowerCase(Locale.ROOT),
                    alert.path("playId").asText());
        }
    }
}
