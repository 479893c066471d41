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
import io.sluice.local.process.Mark;
import io.sluice.local.request.Conversation;
import io.sluice.local.request.Inquiry;
import io.sluice.local.stack.Progress;
import io.sluice.local.stack.Supervisor;
import io.sluice.local.state.StackFile;
import io.sluice.local.state.StackState;
import io.sluice.local.state.StackState.RunningPart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final Duration PATIENCE = Duration.ofMinutes(10);
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
     * @param cpu the service's processor time
     * @param peakResidentMegabytes the most memory that the process occupied; 0 where the system does not tell
     * @param peakHeapMegabytes the most heap that was in use, garbage included
     * @param liveHeapMegabytes the most heap that a collection left in use
     */
    public record Measured(
            int questions,
            long rows,
            long bytes,
            Duration time,
            Duration cpu,
            long peakResidentMegabytes,
            long peakHeapMegabytes,
            long liveHeapMegabytes) {

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
        Path collections = home.logs().resolve("bench-collections");
        Map<String, String> settings = Map.of(
                // An empty workspace would give no answer at all.
                "SLUICE_SIMULATOR_HISTORY",
                "PT10M",
                // Every collection of each service: the heap in use is highest just before one.
                "JAVA_TOOL_OPTIONS",
                HeapLog.option(collections));
        Supervisor supervisor = new Supervisor(
                home,
                ports,
                Set.of("kafka", "postgres", "microsoft-simulator", "connection-service", READER),
                settings,
                progress,
                clock);
        Thread ctrlC = new Thread(supervisor::stop);
        Runtime.getRuntime().addShutdownHook(ctrlC);
        try {
            supervisor.start();
            return measure(collections);
        } finally {
            supervisor.stop();
            Runtime.getRuntime().removeShutdownHook(ctrlC);
        }
    }

    private List<Measured> measure(Path collections) throws InterruptedException {
        Mark reader = new StackFile(home)
                .read().map(StackState::parts).orElse(List.of()).stream()
                        .filter(part -> part.name().equals(READER))
                        .map(RunningPart::mark)
                        .findFirst()
                        .orElseThrow();
        HeapLog heap = new HeapLog(collections, reader.pid());
        List<Measured> all = new ArrayList<>();
        progress.say("  warming up");
        ask(WARM_UP);
        for (Load load : LOADS) {
            progress.say("  " + load.questions() + (load.questions() == 1 ? " question of " : " questions of ")
                    + load.rows() + " rows");
            heap.startOver();
            Duration cpu = cpu(reader);
            try (PeakMemory memory = new PeakMemory(reader.pid())) {
                long begun = System.nanoTime();
                List<Answer> answers = ask(load);
                Duration time = Duration.ofNanos(System.nanoTime() - begun);
                all.add(new Measured(
                        load.questions(),
                        answers.stream().mapToLong(answer -> answer.rows).sum(),
                        answers.stream().mapToLong(answer -> answer.bytes).sum(),
                        time,
                        cpu(reader).minus(cpu),
                        memory.megabytes(),
                        heap.peakMegabytes(),
                        heap.liveMegabytes()));
            }
            if (!reader.isAlive()) {
                throw new UserError(READER + " ended during the benchmark; ./sluice logs " + READER + " says why.");
            }
        }
        return all;
    }

    /** Asks, and reads all answers to their ends. */
    private List<Answer> ask(Load load) throws InterruptedException {
        Map<String, Answer> asked = new HashMap<>();
        try (Inquiry inquiry = new Inquiry(ports, Conversation.QUERY)) {
            long begun = System.nanoTime();
            for (int i = 0; i < load.questions(); i++) {
                String id = UUID.randomUUID().toString();
                asked.put(id, new Answer());
                inquiry.send(request(id, load.rows()));
            }
            int answered = 0;
            while (answered < asked.size()) {
                for (JsonNode record : inquiry.poll()) {
                    Answer answer = asked.get(record.path("requestId").asText());
                    if (answer == null) {
                        continue;
                    }
                    answer.add(record);
                    if (!record.path("status").asText().equals("partial")) {
                        if (answer.rows != load.rows() || !answer.complete) {
                            throw new UserError("A question for " + load.rows() + " rows was answered with "
                                    + answer.rows + ": " + record.path("status").asText() + " " + record.path("error")
                                    + record.path("problems"));
                        }
                        answered++;
                    }
                }
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new UserError("Only " + answered + " of " + asked.size() + " answers came within "
                            + PATIENCE.toMinutes() + " minutes; ./sluice logs " + READER + " may say why.");
                }
            }
        }
        return List.copyOf(asked.values());
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

    private static Duration cpu(Mark process) {
        return process.find().flatMap(found -> found.info().totalCpuDuration()).orElse(Duration.ZERO);
    }
}
