package io.sluice.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, in a folder of its own, with JDKs that only say what they were called with. */
class ScriptTest {

    private static final Path SCRIPT = Path.of("../../sluice");

    /** A part of Sluice that another needs; it cannot reach into the next dependency. */
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>io\\.sluice</groupId>\\s*<artifactId>sluice-(?<library>[a-z-]+)</artifactId>"
                    + "[^<]*(?:<scope>\\w+</scope>)?");

    @TempDir
    private Path folder;

    /** What the script said, and its exit code. */
    record Said(int exitCode, String output) {}

    @BeforeEach
    void cloneWithABuiltProgram() throws IOException {
        Path root = Files.createDirectories(folder.resolve("clone"));
        Files.copy(SCRIPT, root.resolve("sluice"));
        Path jar = root.resolve("deploy/local-stack/target/sluice-local-stack.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        // Before any other java on the PATH.
        Path bin = Files.createDirectories(folder.resolve("bin"));
        executable(bin.resolve("java"), "exit 1");
    }

    @Test
    void helpNamesEveryCommandAndNeedsNoJdk() throws Exception {
        Said said = run(Map.of(), "help");

        assertThat(said.exitCode()).isZero();
        assertThat(said.output())
                .contains(
                        "up --detach",
                        "down",
                        "status",
                        "logs SERVICE",
                        "topic NAME",
                        "token ROLE",
                        "fetch quarantine",
                        "evidence SHA256",
                        "investigations",
                        "investigation ID",
                        "check",
                        "topics",
                        "images",
                        "secrets",
                        "test",
                        "bench");
        assertThat(run(Map.of())).isEqualTo(said);
    }

    @Test
    void anUnknownCommandIsRefusedInOneLine() throws Exception {
        assertThat(run(Map.of(), "start"))
                .isEqualTo(new Said(1, "sluice: There is no command 'start'; ./sluice help lists them.\n"));
    }

    @Test
    void withoutAJdkItSaysWhatToDo() throws Exception {
        Said said = run(Map.of(), "status");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.output())
                .startsWith("sluice: No JDK 25 or newer was found: install one")
                .hasLineCount(1);
    }

    @Test
    void theJdkOfJavaHomeIsUsedIfItIsNewEnough() throws Exception {
        Path newJdk = jdk("elsewhere/jdk-26", "26.0.1");
        jdk("places/jdk-25", "25.0.1");

        assertThat(run(Map.of("JAVA_HOME", newJdk.toString()), "status").output())
                .contains(newJdk + " was called with -Dsluice.home="
                        + folder.resolve("clone").toRealPath());
    }

    @Test
    void aJdkThatIsTooOldIsPassedOverForOneInAUsualPlace() throws Exception {
        Path old = jdk("elsewhere/jdk-17", "17.0.9");
        jdk("places/jdk-26", "26");
        jdk("places/jdk-21", "21.0.2");
        Path right = jdk("places/jdk 25", "25.0.3");

        assertThat(run(Map.of("JAVA_HOME", old.toString()), "status").output()).contains(right + " was called with");
    }

    @Test
    void aJreIsNoJdk() throws Exception {
        Path jre = jdk("places/jre-25", "25");
        Files.delete(jre.resolve("bin/javac"));

        assertThat(run(Map.of(), "status").output()).contains("No JDK 25");
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() throws Exception {
        jdk("places/jdk-25", "25");

        assertThat(run(Map.of(), "topic", "al erts", "--count", "3").output()).contains("[topic][al erts][--count][3]");
    }

    @Test
    void withoutAnEngineImagesAreRefusedInOneLine() throws Exception {
        jdk("places/jdk-25", "25");
        executable(folder.resolve("bin/docker"), "exit 1");

        assertThat(run(Map.of("SLUICE_BUILD", "never"), "images").output())
                .startsWith("sluice: Docker's engine does not answer: start it")
                .hasLineCount(1);
    }

    @Test
    void anUnknownImageIsRefused() throws Exception {
        jdk("places/jdk-25", "25");

        assertThat(run(Map.of(), "images", "poller").output())
                .startsWith("sluice: There is no image 'poller'; the images are microsoft-simulator ");
    }

    @Test
    void secretsAreMadeOnceInAFolderForTheirOwnerAlone() throws Exception {
        Path secrets = folder.resolve("clone/secrets");

        assertThat(run(Map.of(), "secrets").exitCode()).isZero();

        String password = Files.readString(secrets.resolve("postgres-password")).strip();
        assertThat(password).hasSize(40);
        assertThat(secrets.resolve("database.properties")).hasContent("quarkus.datasource.password=" + password);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rwx------");
        assertThat(run(Map.of(), "secrets").exitCode()).isZero();
        assertThat(secrets.resolve("postgres-password")).hasContent(password);
    }

    @Test
    void aChangeOfAnyLibraryThatAServiceUsesBuildsTheServiceAgain() throws Exception {
        Set<String> used = new TreeSet<>();
        for (String service : words("services")) {
            String pom = Files.readString(Path.of("../..", service, "pom.xml"));
            DEPENDENCY
                    .matcher(pom)
                    .results()
                    .filter(dependency -> !dependency.group().contains("<scope>test</scope>"))
                    .forEach(dependency -> used.add(dependency.group("library")));
        }

        assertThat(used).isNotEmpty();
        assertThat(words("libraries")).containsAll(used);
    }

    /** Returns the words of a variable of the script. */
    private static List<String> words(String variable) throws IOException {
        String begin = variable + "=\"";
        return Files.readAllLines(SCRIPT).stream()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length(), line.length() - 1))
                .flatMap(words -> Stream.of(words.split(" ")))
                .toList();
    }

    private Path jdk(String where, String version) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve(where));
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(
                jdk.resolve("bin/java"),
                "echo \"$(dirname \"$(dirname \"$0\")\") was called with $*\"; printf '[%s]' \"$@\"; echo");
        executable(jdk.resolve("bin/javac"), "exit 0");
        return jdk;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Said run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", folder.resolve("clone/sluice").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("SLUICE_JDK_PLACES", folder.resolve("places").toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), output);
    }
}
