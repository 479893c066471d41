package io.sluice.local.stack;

import io.sluice.local.UserError;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold before a stack starts; what does not is said in one sentence before anything runs. */
final class Preconditions {

    private static final long NEEDED_BYTES = 600L * 1024 * 1024;

    private Preconditions() {}

    static void jarsAreBuilt(Home home, List<String> services) {
        for (String service : services) {
            if (!Files.isRegularFile(home.serviceJar(service))) {
                throw new UserError(service + " has not been built: "
                        + home.root().relativize(home.serviceJar(service)) + " is missing; ./sluice up builds it.");
            }
        }
    }

    static void foldersAreWritable(Home home) {
        try {
            for (Path folder : List.of(home.state(), home.logs(), home.cache())) {
                Files.createDirectories(folder);
            }
            Files.delete(Files.createTempFile(home.state(), "writable", null));
            long free = Files.getFileStore(home.state()).getUsableSpace();
            if (free < NEEDED_BYTES) {
                throw new UserError("Only " + free / (1024 * 1024) + " MB are free on the disk of " + home.state()
                        + ", and the stack needs " + NEEDED_BYTES / (1024 * 1024) + " MB: make room and try again.");
            }
        } catch (IOException e) {
            throw new UserError(
                    "Cannot write to " + home.state()
                            + ": give your user that folder, or delete it as the user who owns it.",
                    e);
        }
    }

    static void portsAreFree(Ports ports) {
        for (Map.Entry<String, Integer> port : ports.all().entrySet()) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(Ports.socket(port.getValue()));
            } catch (IOException inUse) {
                throw new UserError(
                        "Port " + port.getValue() + " for " + port.getKey()
                                + " is in use by another program: end that, or choose other ports with "
                                + Ports.VARIABLE + "=" + (ports.offset() + 1_000) + " ./sluice up.",
                        inUse);
            }
        }
    }

    /** Removes a folder with all that is in it. */
    static void removed(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException nothing) {
            // Nothing was there.
        } catch (IOException e) {
            throw new UserError("Cannot delete " + folder + ": delete it as the user who owns it.", e);
        }
    }
}
