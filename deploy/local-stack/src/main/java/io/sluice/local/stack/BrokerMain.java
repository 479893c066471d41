package io.sluice.local.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** A Kafka broker's process: prepares empty storage first, as {@code kafka-storage.sh format} does, and then serves. */
public final class BrokerMain {

    private BrokerMain() {}

    /**
     * Runs a broker until the process is ended.
     *
     * @param arguments the broker's properties file and its data folder
     */
    public static void main(String[] arguments) throws IOException {
        String properties = arguments[0];
        if (!Files.exists(Path.of(arguments[1], "meta.properties"))) {
            PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            int failed = StorageTool.execute(
                    new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", properties}, output);
            if (failed != 0) {
                throw new IOException("The storage of Kafka could not be formatted");
            }
        }
        Kafka.main(new String[] {properties});
    }
}
