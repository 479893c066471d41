package io.sluice.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** This clone of the project, used from a command line. */
final class Clone {

    /** Where these tests' stack has its ports, apart from the one that a developer runs. */
    static final int PORT_OFFSET = 4000;

    /** The first of pom.xml: the project's own, and not that of something it uses. */
    private static final Pattern VERSION = Pattern.compile("(?m)^  <version>(.+)</version>$");

    private Clone() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("sluice"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("These tests run within a clone of the project");
            }
            folder = parent;
        }
        return folder;
    }

    /** Returns a short name of this clone, another one for each folder. */
    static String mark() {
        return Integer.toHexString(root().toAbsolutePath().toString().hashCode());
    }

    /** Returns the version that the project has. */
    static String version() throws IOException {
        Matcher version = VERSION.matcher(Files.readString(root().resolve("pom.xml"), UTF_8));
        if (!version.find()) {
            throw new IllegalStateException("The project's pom.xml has no version of its own");
        }
        return version.group(1);
    }

    /** Returns the commit that this clone is at; what is no clone of a repository, such as an archive, has none. */
    static String revision() throws IOException, InterruptedException {
        if (!hasProgram("git")) {
            return "unknown";
        }
        Result head = run(Duration.ofMinutes(1), Map.of(), "git", "rev-parse", "HEAD");
        return head.exitCode() == 0 ? head.output().strip() : "unknown";
    }

    /** Payloads and schemas that some machines have beside the clone. */
    static Path fixtures() {
        return root().resolveSibling("shared").resolve("fixtures");
    }

    /** Says whether a program of the operating system can be called by its name. */
    static boolean hasProgram(String name) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** What a command printed and how it ended. */
    record Result(int exitCode, String output, String errors) {

        List<String> lines() {
            return output.lines().toList();
        }
    }

    static Result sluice(Duration patience, String... arguments) throws IOException, InterruptedException {
        return sluice(patience, Map.of(), arguments);
    }

    static Result sluice(Duration patience, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>();
        all.put("SLUICE_PORT_OFFSET", Integer.toString(PORT_OFFSET));
        all.put("SLUICE_BUILD", "never"); // this build has just made what is to be tested
        all.putAll(environment);
        String[] command = new String[arguments.length + 1];
        command[0] = root().resolve("sluice").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return run(patience, all, command);
    }

    static Result run(Duration patience, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", ".txt");
        Path errors = Files.createTempFile("errors", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(root().toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(String.join(" ", command) + " was not over after " + patience + ": "
                        + Files.readString(output, UTF_8) + Files.readString(errors, UTF_8));
            }
            return new Result(process.exitValue(), Files.readString(output, UTF_8), Files.readString(errors, UTF_8));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
