package io.sluice.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.request.Extent;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AnswerRecordsTest {

    private static final Extent EXTENT = new Extent(null, null, 1, 1, 0, 1, true);

    private final AnswerRecords<String> answer = new AnswerRecords<>(
            "r1",
            new Heading("r1", "contoso", "list", null, "c1"),
            null,
            Topics.QUARANTINE_RESULTS,
            _ -> Optional.empty(),
            new AnswerRoom(20_000_000),
            InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));

    @Test
    void aShortAnswerIsOneRecord() throws IOException {
        answer.accept("a");
        answer.accept("b");

        List<JsonNode> records = read(answer.ended(new Ending.Completed(EXTENT)));

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.path("status").asText()).isEqualTo("completed");
            assertThat(record.path("part").asInt()).isEqualTo(1);
            assertThat(record.path("requestId").asText()).isEqualTo("r1");
            assertThat(record.path("causationId").asText()).isEqualTo("c1");
            assertThat(record.path("items")).extracting(JsonNode::asText).containsExactly("a", "b");
        });
    }

    @Property(tries = 20)
    void aLongAnswerComesInPartsOfWhichOnlyTheLastEndsIt(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 400_000) Integer> sizes) throws IOException {
        AnswerRecords<String> parts = new AnswerRecords<>(
                "r1",
                Heading.UNREADABLE,
                null,
                Topics.QUARANTINE_RESULTS,
                _ -> Optional.empty(),
                new AnswerRoom(20_000_000),
                InstantSource.system());
        sizes.forEach(size -> parts.accept("x".repeat(size)));

        Iterable<byte[]> values = parts.ended(new Ending.Completed(EXTENT));
        List<JsonNode> records = read(values);

        List<Integer> told = new ArrayList<>();
        records.forEach(record ->
                record.path("items").forEach(item -> told.add(item.asText().length())));
        assertThat(told).isEqualTo(sizes);
        assertThat(records.subList(0, records.size() - 1))
                .allSatisfy(record -> assertThat(record.path("status").asText()).isEqualTo("partial"));
        assertThat(records.getLast().path("status").asText()).isEqualTo("completed");
        assertThat(records).extracting(record -> record.path("part").asInt()).isSorted();
        assertThat(values).allSatisfy(value -> assertThat(value.length).isLessThan(1024 * 1024));
    }

    @Test
    void anItemThatNoRecordCanHoldIsRefused() {
        String item = "x".repeat(8 * 1024 * 1024);

        assertThatThrownBy(() -> answer.accept(item)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAnswerTakesNoMoreMemoryThanThereIsAndGivesItBack() {
        AnswerRoom room = new AnswerRoom(2_000_000);
        Random random = new Random(1);
        try (AnswerRecords<String> large = new AnswerRecords<>(
                "r1",
                Heading.UNREADABLE,
                null,
                Topics.QUARANTINE_RESULTS,
                _ -> Optional.empty(),
                room,
                InstantSource.system())) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            byte[] incompressible = new byte[200_000];
                            random.nextBytes(incompressible);
                            large.accept(Base64.getEncoder().encodeToString(incompressible));
                        }
                    })
                    .isInstanceOf(AnswerRoom.TooLargeException.class);
            assertThat(room.left()).isBetween(1_000_000L, 1_300_000L); // half is for other tenants
        }

        assertThat(room.left()).isEqualTo(2_000_000);
    }

    @Test
    void onlyAnAnswerThatOthersLeaveNoRoomIsToBeAskedForAgain() {
        AnswerRoom room = new AnswerRoom(1_000);

        room.take("contoso", 0, 300);
        assertThatThrownBy(() -> room.take("contoso", 0, 300)).isInstanceOf(AnswerRoom.NoRoomException.class);
        assertThatThrownBy(() -> room.take("contoso", 300, 201)).isInstanceOf(AnswerRoom.TooLargeException.class);
        room.take("contoso", 300, 200);
        room.take("fabrikam", 0, 450);
        assertThatThrownBy(() -> room.take("woodgrove", 0, 100)).isInstanceOf(AnswerRoom.NoRoomException.class);
        assertThat(room.left()).isEqualTo(50);
    }

    private static List<JsonNode> read(Iterable<byte[]> values) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(Json.MAPPER.readTree(value));
        }
        return records;
    }
}
