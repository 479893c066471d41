package io.sluice.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.query.Engine;
import io.sluice.contracts.query.QueryKind;
import io.sluice.contracts.query.QueryLimits;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.local.UserError;
import io.sluice.local.connections.DemoConnections;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.request.Conversation;
import io.sluice.local.request.Inquiry;
import io.sluice.local.stack.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How fast the largest answers that Log Analytics gives (500,000 rows, 100 MB) come through sentinel-reader: a stack is
 * started, questions are asked, some at once, and the time is taken until the last part of the last answer is
 * committed. The simulator makes up the rows on the same machine.
 */
public final class QueryBenchmark {

    /** What sentinel-reader must get along with, and the heap that the stack gives it. */
    public static final long HEAP_LIMIT_MEGABYTES = 256;

    /** As many rows as an answer of Log Analytics has at most. */
    private static final long MOST_ROWS = 500_000;

    private static final String READER = "sentinel-reader";
    private static final int MOST_BYTES = 104_857_600;
    private static final double MEGABYTE = 1e6;

    /** With its number, a row of 200 bytes. */
    private static final String TEXT = "-".repeat(180);

    /** How many rows an answer has, and how many are asked for at once. */
    private record Load(int rows, int questions) {}

    private static final Load WARM_UP = new Load(50_000, 2);
    private static final List<Load> LOADS = List.of(new Load(500_000, 1), new Load(500_000, 4));

    private final Home home;
    private final Ports ports;
    private final Progress progress;
    private final InstantSource clock;

    /** Takes the clone, the ports, where to tell what happens, and the time. */
    public QueryBenchmark(Home home, Ports ports, Progress progress, InstantSource clock) {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * What was measured.
     *
     * @param questions how many were asked at once
     * @param rows the rows of all answers
     * @param bytes their bytes, as the answers say
     * @param time from the first question to the last part of the last answer
     * @param effort what it cost the service
     */
    public record Measured(int questions, long rows, long bytes, Duration time, Effort effort) {

        /** Returns the rows a second. */
        public double rowsPerSecond() {
            return rows * 1000.0 / time.toMillis();
        }

        /** Returns the megabytes of all answers. */
        public double megabytes() {
            return bytes / MEGABYTE;
        }

        /** Returns the megabytes a second. */
        public double megabytesPerSecond() {
            return megabytes() * 1000.0 / time.toMillis();
        }
    }

    /** What came of a question so far. */
    private static final class Answer {
        private long rows;
        private long bytes;
        private boolean complete;

        /** Counts the rows of a record; each holds its number in its first cell. */
        void add(JsonNode record) {
            for (JsonNode part : record.path("items")) {
                for (JsonNode row : part.path("rows")) {
                    rows++;
                    if (row.path(0).asLong() != rows) {
                        throw new UserError("Row " + rows + " of an answer is not what was asked for: " + row.path(0));
                    }
                }
                if (part.hasNonNull("execution")) {
                    bytes = part.at("/execution/bytes").asLong();
                    // As many rows as Log Analytics gives at most are told as perhaps not all.
                    complete = !part.at("/execution/truncated").asBoolean() || rows == MOST_ROWS;
                }
            }
        }
    }

    /** Runs the benchmark in a stack of its own, which is ended afterwards. */
    public List<Measured> run() throws InterruptedException {
        // An empty workspace would give no answer at all.
        Map<String, String> settings = Map.of("SLUICE_SIMULATOR_HISTORY", "PT10M");
        List<Measured> all = new ArrayList<>();
        try (MeasuredService reader = new MeasuredService(READER, home, ports, settings, progress, clock)) {
            progress.say("  warming up");
            ask(reader, WARM_UP);
            for (Load load : LOADS) {
                progress.say("  " + load.questions() + (load.questions() == 1 ? " question of " : " questions of ")
                        + load.rows() + " rows");
                try (EffortWatch watch = reader.watch()) {
                    long begun = System.nanoTime();
                    List<Answer> answers = ask(reader, load);
                    Duration time = Duration.ofNanos(System.nanoTime() - begun);
                    all.add(new Measured(
                            load.questions(),
                            answers.stream().mapToLong(answer -> answer.rows).sum(),
                            answers.stream().mapToLong(answer -> answer.bytes).sum(),
                            time,
                            watch.effort()));
                }
                reader.mustRun();
            }
        }
        return all;
    }

    /** Asks, and reads all answers to their ends. */
    private List<Answer> ask(MeasuredService reader, Load load) throws InterruptedException {
        Map<String, Answer> asked = new HashMap<>();
        try (Inquiry inquiry = new Inquiry(ports, Conversation.QUERY)) {
            for (int i = 0; i < load.questions(); i++) {
                String id = UUID.randomUUID().toString();
                asked.put(id, new Answer());
                inquiry.send(request(id, load.rows()));
            }
            reader.await(inquiry, asked.size(), "answers", record -> {
                Answer answer = asked.get(record.path("requestId").asText());
                return answer != null && completes(record, answer, load);
            });
        }
        return List.copyOf(asked.values());
    }

    /**
     * Counts the rows of a record, and returns whether it is the last one of its answer, which then has to be whole.
     */
    private static boolean completes(JsonNode record, Answer answer, Load load) {
        answer.add(record);
        if (record.path("status").asText().equals("partial")) {
            return false;
        }
        if (answer.rows != load.rows() || !answer.complete) {
            throw new UserError("A question for " + load.rows() + " rows was answered with " + answer.rows + ": "
                    + record.path("status").asText() + " " + record.path("error") + record.path("problems"));
        }
        return true;
    }

    private static QueryRequest request(String id, int rows) {
        return new QueryRequest(
                id,
                QueryKind.KQL,
                DemoConnections.DEMO,
                null,
                null,
                "range Number from 1 to " + rows + " step 1 | extend Text = strcat(tostring(Number), '" + TEXT + "')",
                null,
                null,
                Engine.WORKSPACE,
                null,
                null,
                null,
                new QueryLimits(rows, MOST_BYTES, Duration.ofMinutes(10)));
    }
}
