package io.sluice.kusto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Microsoft's package, as npm fetches and verifies it. It is fetched once for each version and kept in the user's
 * cache: {@code $XDG_CACHE_HOME/sluice} or {@code ~/.cache/sluice}.
 */
final class NodePackage {

    private static final List<String> FILES = List.of("package.json", "package-lock.json");
    private static final int LONGEST_FETCH_SECONDS = 120;

    private NodePackage() {}

    /**
     * Returns the folder that holds {@code node_modules}.
     *
     * @throws IOException if npm is missing or cannot fetch it; the message says why
     */
    static Path fetched() throws IOException, InterruptedException {
        Path kept = cache().resolve("kusto-parser-" + version());
        if (Files.isDirectory(kept)) {
            return kept;
        }
        Files.createDirectories(cache());
        Path draft = Files.createTempDirectory(cache(), "kusto-parser-draft");
        try {
            for (String file : FILES) {
                Files.write(draft.resolve(file), content(file));
            }
            install(draft);
            keep(draft, kept);
        } finally {
            delete(draft);
        }
        return kept;
    }

    private static void install(Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("npm.log");
        Process npm = new ProcessBuilder(
                        "npm",
                        "ci",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--prefer-offline",
                        "--fetch-retries=1")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!npm.waitFor(LONGEST_FETCH_SECONDS, TimeUnit.SECONDS)) {
            npm.destroyForcibly();
            throw new IOException("npm did not fetch Microsoft's parser within " + LONGEST_FETCH_SECONDS + " s");
        }
        if (npm.exitValue() != 0) {
            throw new IOException("npm could not fetch Microsoft's parser: "
                    + Files.readString(log).strip());
        }
    }

    /** Another build on the same machine may have been faster: what it kept serves as well. */
    private static void keep(Path draft, Path kept) throws IOException {
        try {
            Files.move(draft, kept);
        } catch (AtomicMoveNotSupportedException impossible) {
            throw new IllegalStateException("One folder, one file system", impossible);
        } catch (FileSystemException taken) {
            if (!Files.isDirectory(kept)) {
                throw taken;
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return caches.resolve("sluice");
    }

    /** The digest of the lock file, in which the digest of the package is. */
    private static String version() throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content("package-lock.json"));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** Returns the text of the program that answers for the parser. */
    static String program() throws IOException {
        return new String(content("parser.js"), StandardCharsets.UTF_8);
    }

    private static byte[] content(String file) throws IOException {
        try (InputStream resource = Objects.requireNonNull(NodePackage.class.getResourceAsStream(file), file)) {
            return resource.readAllBytes();
        }
    }
}
