package io.sluice.sentinel.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.Topic;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.poll.PolledSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what was read. */
final class Collected implements PolledSource.Sink {

    final List<Read> all = new ArrayList<>();
    final List<Instant> completeTo = new ArrayList<>();

    @Nullable
    StatusError impairment;

    @Override
    public void put(Read read) {
        all.add(read);
    }

    @Override
    public void completeTo(Instant instant) {
        completeTo.add(instant);
    }

    @Override
    public void impaired(StatusError why) {
        impairment = why;
    }

    /** Returns what was read for a topic. */
    List<Read> on(Topic topic) {
        return all.stream().filter(read -> read.topic().equals(topic)).toList();
    }

    /** Returns the value of a record. */
    static JsonNode value(Read read) {
        try {
            return Json.MAPPER.readTree(read.value().get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
