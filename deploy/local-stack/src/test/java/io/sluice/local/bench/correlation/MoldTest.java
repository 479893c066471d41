package io.sluice.local.bench.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MoldTest {

    private static final Instant RECORDED = Instant.parse("2026-01-05T10:00:00.250Z");
    private static final Instant BEGIN = Instant.parse("2026-02-01T00:00:00Z");

    private static final String TENANT = "7e4a0000-0000-4000-8000-000000000009";
    private static final String HASH = "0b13ed5b3fd0256ce3635aaaa2e1c9c49b6f1da8b8d2a2ec01c97ae6b2e10a4d";

    private static final Event ALERT = new Event(
            "sluice.alerts.v1",
            TENANT + "/da095220116750239722_1020401593",
            """
            {"time":1767607200250,"time_dt":"2026-01-05T10:00:00.250Z",
             "finding_info":{"uid":"da095220116750239722_1020401593","related_events":[{"uid":"40031"},{"uid":"2000000001"}]},
             "user":{"name":"eva.kim2","uid":"60cf23b6-0a2b-400f-9a7d-56b65e563f51","email_addr":"eva.kim2@contoso.example"},
             "device":{"uid":"de0f940534f37bfed9eac5151dc07c2b8eaaf036","hostname":"pc0056.contoso.example"},
             "hash":"%s","ip":"198.18.90.140","office":"192.0.2.196","pid":30587,
             "url":"https://login-kestrel.example/x"}""".formatted(HASH),
            Map.of("ce_subject", "da095220116750239722_1020401593"),
            RECORDED);

    private static final Event INCIDENT =
            new Event("sluice.incidents.v1", TENANT + "/40031", """
            {"finding_info_list":[{"uid":"40031"}],"user":{"name":"x","uid":"60cf23b6-0a2b-400f-9a7d-56b65e563f51","email_addr":"eva.kim2@contoso.example"}}""", Map.of("ce_subject", "40031"), RECORDED);

    private final Mold mold = new Mold(
            List.of(new Arrival(ALERT, RECORDED), new Arrival(INCIDENT, RECORDED.plusSeconds(60))),
            Set.of(TENANT, "192.0.2.196", "contoso.example"));

    @Test
    void eachPlayHasIdsOfItsOwn() throws Exception {
        JsonNode one = value(mold.cast(1, owner -> owner, BEGIN), 0);
        JsonNode other = value(mold.cast(2, owner -> owner, BEGIN), 0);

        for (String place : List.of(
                "/finding_info/uid",
                "/finding_info/related_events/0/uid",
                "/finding_info/related_events/1/uid",
                "/hash",
                "/ip",
                "/url")) {
            assertThat(one.at(place).asText())
                    .as(place)
                    .isNotEqualTo(other.at(place).asText());
        }
        assertThat(one.at("/hash").asText()).hasSize(HASH.length());
        assertThat(one.at("/url").asText()).isEqualTo("https://login-kestrel-1.example/x");
    }

    @Test
    void whatWasOneThingStaysOneThing() throws Exception {
        List<Arrival> play = mold.cast(7, owner -> owner, BEGIN);
        Event alert = play.getFirst().event();
        JsonNode value = value(play, 0);

        assertThat(alert.key())
                .isEqualTo(TENANT + "/" + value.at("/finding_info/uid").asText());
        assertThat(alert.headers())
                .containsEntry("ce_subject", value.at("/finding_info/uid").asText());
        assertThat(value(play, 1).at("/finding_info_list/0/uid"))
                .isEqualTo(value.at("/finding_info/related_events/0/uid"));
    }

    @Test
    void peopleAndDevicesAreTheSameInWhateverPlay() throws Exception {
        JsonNode one = value(mold.cast(1, _ -> 55, BEGIN), 0);
        JsonNode other = value(mold.cast(2, _ -> 55, BEGIN), 1);

        assertThat(one.at("/user/email_addr").asText()).isEqualTo("person.of55@contoso.example");
        assertThat(one.at("/user/uid")).isEqualTo(other.at("/user/uid"));
        assertThat(one.at("/device/hostname").asText()).isEqualTo("pc55.contoso.example");
    }

    @Test
    void whatIsNoPlaysOwnStays() throws Exception {
        JsonNode value = value(mold.cast(1, owner -> owner, BEGIN), 0);

        assertThat(value.at("/office").asText()).isEqualTo("192.0.2.196");
        assertThat(value.at("/pid").asInt()).isEqualTo(30587);
    }

    @Test
    void timesMoveTogether() throws Exception {
        List<Arrival> play = mold.cast(1, owner -> owner, BEGIN);
        JsonNode value = value(play, 0);

        Instant time = Instant.parse(value.at("/time_dt").asText());
        assertThat(time.toEpochMilli()).isEqualTo(value.at("/time").asLong());
        assertThat(play.getFirst().at()).isEqualTo(time).isBetween(BEGIN.minusSeconds(1), BEGIN.plusSeconds(1));
        assertThat(play.getLast().at()).isEqualTo(time.plusSeconds(60));
    }

    private static JsonNode value(List<Arrival> play, int index) throws Exception {
        return Json.MAPPER.readTree(play.get(index).event().value());
    }
}
