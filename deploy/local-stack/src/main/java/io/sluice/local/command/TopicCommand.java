package io.sluice.local.command;

import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.UserError;
import io.sluice.local.topic.RecordLine;
import io.sluice.local.topic.RecordReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the records of a topic. */
@Command(
        name = "topic",
        description = {
            "Prints the committed records of a topic, one JSON line each, as they arrive.",
            "Exit code 1 if --count was not reached within --timeout."
        },
        mixinStandardHelpOptions = true)
public final class TopicCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(250);

    @Parameters(paramLabel = "NAME", description = "the topic, such as alerts or sluice.alerts.v1")
    private String name = "";

    @Option(names = "--count", paramLabel = "N", description = "Stop after N records.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Stop after this time.")
    private long timeoutSeconds = Long.MAX_VALUE;

    @Option(names = "--from-beginning", description = "Begin with the oldest record instead of the next one.")
    private boolean fromBeginning;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        String topic = Topics.named(name).map(Topic::name).orElse(name);
        long begun = System.nanoTime();
        long patience =
                timeoutSeconds > Long.MAX_VALUE / 1_000_000_000L ? Long.MAX_VALUE : timeoutSeconds * 1_000_000_000L;
        long printed = 0;
        try (RecordReader reader = new RecordReader(Here.ports())) {
            reader.open(topic, fromBeginning);
            while (printed < count && System.nanoTime() - begun < patience && !out.checkError()) {
                for (ConsumerRecord<byte[], byte[]> received : reader.poll(LOOK)) {
                    if (printed < count) {
                        out.println(RecordLine.of(received));
                        printed++;
                    }
                }
            }
        }
        out.flush();
        if (printed < count && count != Long.MAX_VALUE) {
            throw new UserError("Only " + printed + " of " + count + " records came on " + topic + " within "
                    + timeoutSeconds + " seconds.");
        }
        return 0;
    }
}
